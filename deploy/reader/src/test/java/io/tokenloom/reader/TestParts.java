package io.tokenloom.reader;

import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.record.ContentDigest;
import io.tokenloom.record.ElementType;
import io.tokenloom.record.ResetReason;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.StreamPosition;
import io.tokenloom.record.TextAttributes;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.Truncation;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.token.EmbeddingNumbers;
import io.tokenloom.token.TokenRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Token records as a job writes them; equal arguments give equal records. */
final class TestParts {
    static final TokenizerFingerprint TOKENIZER = new TokenizerFingerprint(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});

    private TestParts() {}

    /** A part of a text, a token for each of its bytes. */
    static TokenSequence text(long offset, int part, int parts, String text, TokenizerFingerprint tokenizer) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<Integer> ids = IntStream.range(0, bytes.length)
                .mapToObj(i -> Byte.toUnsignedInt(bytes[i]))
                .toList();
        return sequence(offset, part, parts, List.of(new TokenPlane("", ids, 256)), tokenizer)
                .setContentDigest(new ContentDigest(Arrays.copyOf(sha256(bytes), 16)))
                .setOrder(TokenOrder.TEXT)
                .setText(TextAttributes.newBuilder().build())
                .build();
    }

    /** A step of an image of so many tokens, each prefix of which is a picture. */
    static TokenSequence step(long offset, int part, int parts, int tokens) {
        List<Integer> ids =
                IntStream.range(0, tokens).mapToObj(i -> 100 * part + i).toList();
        return sequence(offset, part, parts, List.of(new TokenPlane("", ids, 65_536)), TOKENIZER)
                .setOrder(TokenOrder.NESTED_PREFIX)
                .setTruncation(new Truncation(TruncationKind.ANY_PREFIX, List.of(), List.of()))
                .setStream(new StreamPosition("album", (long) part, null, part, part == 0, null, ResetReason.UNKNOWN))
                .build();
    }

    /** Vectors of three numbers: number j of token i is i + j / 4. */
    static TokenEmbeddings vectors(long offset, int part, int parts, int tokens) {
        float[] numbers = new float[3 * tokens];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i / 3 + i % 3 / 4f;
        }
        return TokenEmbeddings.newBuilder()
                .setSource(new SourceRef("images", 0, offset, part, parts))
                .setItemId("item@" + offset)
                .setEventTime(Instant.EPOCH)
                .setContentDigest(new ContentDigest(new byte[16]))
                .setTokenizer(TOKENIZER)
                .setElementType(ElementType.FLOAT16)
                .setShape(List.of(tokens, 3))
                .setValues(EmbeddingNumbers.write(numbers, ElementType.FLOAT16))
                .setTruncation(new Truncation(TruncationKind.ANY_PREFIX, List.of(), List.of()))
                .build();
    }

    static TokenSequence.Builder sequence(
            long offset, int part, int parts, List<TokenPlane> planes, TokenizerFingerprint tokenizer) {
        return TokenSequence.newBuilder()
                .setSource(new SourceRef("raw", 0, offset, part, parts))
                .setItemId("item@" + offset)
                .setEventTime(Instant.EPOCH)
                .setContentDigest(new ContentDigest(new byte[16]))
                .setTokenizer(tokenizer)
                .setPlanes(planes);
    }

    /** A record as it is read. */
    static ItemPart read(TokenSequence sequence) {
        return new ItemPart(new RecordAddress("tokens", 0, 7), new TokenRecord.Ids(sequence));
    }

    /** A record as it is read. */
    static ItemPart read(TokenEmbeddings embeddings) {
        return new ItemPart(new RecordAddress("tokens", 0, 7), new TokenRecord.Vectors(embeddings));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
