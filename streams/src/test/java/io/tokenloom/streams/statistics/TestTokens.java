package io.tokenloom.streams.statistics;

import io.tokenloom.record.ContentDigest;
import io.tokenloom.record.ElementType;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TextAttributes;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.wire.IntList;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Token records of a tokenizer. */
final class TestTokens {
    static final String FINGERPRINT = "0102030405060708";
    static final TokenizerFingerprint TOKENIZER = new TokenizerFingerprint(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private TestTokens() {}

    /** Ids of one plane at some seconds after noon. */
    static TokenSequence ids(double seconds, int vocabularySize, int... ids) {
        return planes(seconds, new TokenPlane("", IntList.of(ids), vocabularySize));
    }

    static TokenSequence planes(double seconds, TokenPlane... planes) {
        return TokenSequence.newBuilder()
                .setSource(new SourceRef("media.text.raw.v1", 0, 1L, 0, 1))
                .setItemId("item")
                .setEventTime(at(seconds))
                .setContentDigest(new ContentDigest(new byte[16]))
                .setTokenizer(TOKENIZER)
                .setPlanes(List.of(planes))
                .setOrder(TokenOrder.TEXT)
                .build();
    }

    /** The same, of a text in which each token has so many bytes. */
    static TokenSequence onText(TokenSequence sequence, int... bytesOfTokens) {
        int[] ends = bytesOfTokens.clone();
        Arrays.parallelPrefix(ends, Integer::sum);
        sequence.setText(
                TextAttributes.newBuilder().setByteEnds(IntList.of(ends)).build());
        return sequence;
    }

    static TokenEmbeddings vectors(double seconds, int tokens) {
        return TokenEmbeddings.newBuilder()
                .setSource(new SourceRef("media.frames.raw.v1", 0, 1L, 0, 1))
                .setItemId("item")
                .setEventTime(at(seconds))
                .setContentDigest(new ContentDigest(new byte[16]))
                .setTokenizer(TOKENIZER)
                .setElementType(ElementType.FLOAT16)
                .setShape(List.of(tokens, 4))
                .setValues(ByteBuffer.allocate(tokens * 8))
                .build();
    }

    static Instant at(double seconds) {
        return NOON.plusMillis(Math.round(seconds * 1000));
    }
}
