package io.tokenloom.sequence;

import io.tokenloom.record.ContentDigest;
import io.tokenloom.record.ElementType;
import io.tokenloom.record.Modality;
import io.tokenloom.record.ResetReason;
import io.tokenloom.record.SequenceLayout;
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
import io.tokenloom.record.Trust;
import io.tokenloom.sequence.IdPlace.Content;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.wire.IntList;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** Token records of a text and of a visual tokenizer, and the id space that both share. */
final class SampleItems {
    static final String TEXT = "0000000000000001";
    static final String VISUAL = "0000000000000002";
    static final String VECTORS = "0000000000000003";
    static final String FACTORISED = "0000000000000004";

    static final int BEGIN = 900;
    static final int END = 901;
    static final int PAD = 902;
    static final int EOS = 903;

    /** Text ids below 1000, of which 900 to 903 are control ids; visual ids from 1000 to 1063; two planes from 2000. */
    static final IdSpace SPACE = new IdSpace(
            List.of(
                    new IdPlace(TEXT, Modality.TEXT, new Content.Shifted(0, 1000), List.of(), List.of()),
                    new IdPlace(VISUAL, Modality.VISUAL, new Content.Shifted(1000, 64), List.of(BEGIN), List.of(END)),
                    new IdPlace(
                            VECTORS,
                            Modality.VISUAL,
                            new Content.Placeholder(PAD, IdPlace.Expansion.EACH_TOKEN),
                            List.of(BEGIN),
                            List.of(END)),
                    new IdPlace(FACTORISED, Modality.VISUAL, new Content.Shifted(2000, 48), List.of(), List.of())),
            List.of(EOS));

    private SampleItems() {}

    static TokenRecord.Ids text(long offset, int... ids) {
        return new TokenRecord.Ids(sequence(TEXT, offset, 0, 1, ids)
                .setOrder(TokenOrder.TEXT)
                .setText(new TextAttributes(Trust.UNTRUSTED, List.of(), List.of(), false, ByteBuffer.allocate(0)))
                .build());
    }

    /** A picture of one step, of which any prefix is valid and has its length as its quality. */
    static TokenRecord.Ids picture(long offset, int tokens) {
        return step(offset, 0, 1, tokens, 0);
    }

    static TokenRecord.Ids step(long offset, int part, int parts, int tokens, float quality) {
        List<Float> qualities = IntStream.rangeClosed(1, tokens)
                .mapToObj(length -> quality + length)
                .toList();
        return new TokenRecord.Ids(sequence(
                        VISUAL,
                        offset,
                        part,
                        parts,
                        IntStream.range(0, tokens)
                                .map(i -> (int) ((i * 7 + offset) % 64))
                                .toArray())
                .setTruncation(new Truncation(TruncationKind.ANY_PREFIX, List.of(), qualities))
                .setStream(new StreamPosition("s", (long) part, null, part, part == 0, null, ResetReason.NONE))
                .build());
    }

    static TokenRecord.Ids uncuttable(long offset, int tokens) {
        TokenSequence whole = TokenSequence.newBuilder(picture(offset, tokens).sequence())
                .setTruncation(new Truncation(TruncationKind.NONE, List.of(), List.of()))
                .build();
        return new TokenRecord.Ids(whole);
    }

    /** A picture of one id again and again. */
    static TokenRecord.Ids flat(long offset, int tokens) {
        TokenSequence flat = TokenSequence.newBuilder(picture(offset, tokens).sequence())
                .setPlanes(List.of(new TokenPlane("", IntList.of(new int[tokens]), 64)))
                .build();
        return new TokenRecord.Ids(flat);
    }

    static TokenRecord.Ids withoutQualities(TokenRecord.Ids record) {
        TokenSequence silent = TokenSequence.newBuilder(record.sequence())
                .setTruncation(new Truncation(TruncationKind.ANY_PREFIX, List.of(), List.of()))
                .build();
        return new TokenRecord.Ids(silent);
    }

    static TokenRecord.Ids factorised(long offset, int tokens) {
        int[] first = IntStream.range(0, tokens).map(i -> i % 16).toArray();
        int[] second = IntStream.range(0, tokens).map(i -> 31 - i % 32).toArray();
        return new TokenRecord.Ids(sequence(FACTORISED, offset, 0, 1, first)
                .setPlanes(List.of(
                        new TokenPlane("shape", IntList.of(first), 16),
                        new TokenPlane("colour", IntList.of(second), 32)))
                .build());
    }

    static TokenRecord.Vectors vectors(long offset, int tokens) {
        return new TokenRecord.Vectors(TokenEmbeddings.newBuilder()
                .setSource(new SourceRef("in", 0, offset, 0, 1))
                .setItemId("item-" + offset)
                .setEventTime(Instant.ofEpochSecond(1_700_000_000L + offset))
                .setContentDigest(new ContentDigest(new byte[16]))
                .setTokenizer(new TokenizerFingerprint(HexFormat.of().parseHex(VECTORS)))
                .setElementType(ElementType.FLOAT16)
                .setShape(List.of(tokens, 2))
                .setValues(ByteBuffer.allocate(tokens * 4))
                .setOrder(TokenOrder.RASTER)
                .build());
    }

    /** The tail of a picture from a token on. */
    static TokenRecord.Ids tail(TokenRecord.Ids whole, int from) {
        List<Integer> ids = whole.sequence().getPlanes().get(0).getIds();
        TokenSequence tail = TokenSequence.newBuilder(whole.sequence())
                .setPlanes(List.of(new TokenPlane("", ids.subList(from, ids.size()), 64)))
                .setTruncation(new Truncation(
                        TruncationKind.ANY_PREFIX,
                        List.of(),
                        whole.sequence().getTruncation().getPrefixQualities().subList(from, ids.size())))
                .setLayout(new SequenceLayout(from, List.of(), 0, 0, List.of()))
                .build();
        return new TokenRecord.Ids(tail);
    }

    private static TokenSequence.Builder sequence(String tokenizer, long offset, int part, int parts, int... ids) {
        return TokenSequence.newBuilder()
                .setSource(new SourceRef("in", 0, offset, part, parts))
                .setItemId("item-" + offset)
                .setEventTime(Instant.ofEpochSecond(1_700_000_000L + offset))
                .setContentDigest(new ContentDigest(new byte[16]))
                .setTokenizer(new TokenizerFingerprint(HexFormat.of().parseHex(tokenizer)))
                .setPlanes(List.of(new TokenPlane("", IntList.of(ids), tokenizer.equals(TEXT) ? 0 : 64)))
                .setOrder(TokenOrder.LATENT_1D);
    }
}
