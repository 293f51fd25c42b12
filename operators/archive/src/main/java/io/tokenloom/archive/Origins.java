package io.tokenloom.archive;

import io.tokenloom.record.ContentDigest;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TextAttributes;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.wire.IntList;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;

/** What a token record says of where it comes from, and back. */
public final class Origins {
    private static final HexFormat HEX = HexFormat.of();

    private Origins() {}

    /** Where a record comes from. */
    public static Sample.Origin of(ArchivedRecord record) {
        TokenSequence tokens = record.tokens();
        SourceRef source = tokens.getSource();
        return new Sample.Origin(
                record.key(),
                tokens.getItemId(),
                source.getTopic(),
                source.getPartition(),
                source.getOffset(),
                source.getPart(),
                source.getParts(),
                micros(tokens.getEventTime()),
                fingerprint(tokens),
                tokens.getText() == null ? "" : hex(tokens.getText().getVocabularyDelta()));
    }

    /** Fingerprint of a record's tokenizer, 16 hexadecimal digits. */
    public static String fingerprint(TokenSequence tokens) {
        return HEX.formatHex(tokens.getTokenizer().bytes());
    }

    /** Microseconds since 1970. */
    public static long micros(Instant time) {
        // ChronoUnit counts nanoseconds on the way, which a long has for 292 years only.
        return Math.multiplyExact(time.getEpochSecond(), 1_000_000) + time.getNano() / 1000;
    }

    /**
     * A record that says no more than a sample: without its digest, geometry and the like.
     *
     * @param origin of the sample
     */
    public static ArchivedRecord record(Sample.Origin origin, int[] ids) {
        TokenSequence.Builder tokens = TokenSequence.newBuilder()
                .setSource(new SourceRef(
                        origin.topic(), origin.partition(), origin.offset(), origin.part(), origin.parts()))
                .setItemId(origin.itemId())
                .setEventTime(Instant.EPOCH.plus(origin.eventTime(), ChronoUnit.MICROS))
                .setContentDigest(new ContentDigest(
                        new byte[ContentDigest.getClassSchema().getFixedSize()]))
                .setTokenizer(new TokenizerFingerprint(HEX.parseHex(origin.tokenizer())))
                .setPlanes(
                        List.of(TokenPlane.newBuilder().setIds(IntList.of(ids)).build()));
        if (!origin.vocabularyDelta().isEmpty()) {
            tokens.setText(TextAttributes.newBuilder()
                    .setVocabularyDelta(ByteBuffer.wrap(HEX.parseHex(origin.vocabularyDelta())))
                    .build());
        }
        return new ArchivedRecord(origin.key(), tokens.build());
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HEX.formatHex(copy);
    }
}
