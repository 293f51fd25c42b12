package io.tokenloom.jobs.tokenize;

import io.tokenloom.bundle.VisualBundle;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.record.ContentDigest;
import io.tokenloom.record.Geometry;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.StreamPosition;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.Truncation;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.vision.ProgressiveTokenizer;
import io.tokenloom.wire.AvroRecordWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Makes the token records of pictures: one for each step of an image and each frame of a video. Equal input, state and
 * tokenizer give equal bytes. Not thread-safe.
 */
final class PictureRecords {
    private static final int DIGEST_BYTES = 16;

    private final TokenizerFingerprint fingerprint;
    private final int side;
    private final AvroRecordWriter<TokenSequence> writer;
    private final MessageDigest sha256;

    PictureRecords(VisualBundle bundle, PlannedRoute route) {
        this.fingerprint = new TokenizerFingerprint(bundle.fingerprint().shortBytes());
        this.side = bundle.manifest().shape().side();
        this.writer = AvroRecordWriter.of(TokenSequence.class, route.tokenSchemaId());
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /**
     * A tokenized picture and where it belongs.
     *
     * @param step its tokens
     * @param index index in its stream
     * @param timestamp presentation timestamp in microseconds, where there is one
     * @param width of the source picture in pixels
     * @param height of the source picture in pixels
     * @param digest of its content
     * @param endedEarly why no further frame of its video could be had
     */
    record Picture(
            ProgressiveTokenizer.Step step,
            long index,
            OptionalLong timestamp,
            int width,
            int height,
            byte[] digest,
            Optional<FailureCode> endedEarly) {
        /** The same as the last of a video that could not be decoded to its end. */
        Picture endedBy(FailureCode code) {
            return new Picture(step, index, timestamp, width, height, digest, Optional.of(code));
        }
    }

    /** The first bytes of the content's SHA-256. */
    byte[] digest(byte[] content) {
        return Arrays.copyOf(sha256.digest(content), DIGEST_BYTES);
    }

    /** The framed record of one picture of an item. */
    byte[] of(SourceRecord source, MediaInput input, Picture picture, int part, int parts) {
        TokenSequence made = new TokenSequence();
        made.setSource(new SourceRef(source.topic(), source.partition(), source.offset(), part, parts));
        made.setItemId(input.itemId());
        made.setCorrelationId(input.correlationId().orElse(null));
        made.setEventTime(input.eventTime());
        made.setContentDigest(new ContentDigest(picture.digest()));
        made.setTokenizer(fingerprint);
        made.setPlanes(List.of(new TokenPlane("", ids(picture.step().ids()))));
        made.setOrder(TokenOrder.NESTED_PREFIX);
        made.setTruncation(new Truncation(
                TruncationKind.ANY_PREFIX, List.of(), qualities(picture.step().quality())));
        made.setGeometry(geometry(picture));
        made.setStream(new StreamPosition(
                input.place().streamKey(),
                picture.index(),
                picture.timestamp().isPresent() ? picture.timestamp().getAsLong() : null,
                picture.step().step(),
                picture.step().step() == 0,
                picture.endedEarly().map(FailureCode::name).orElse(null)));
        return writer.write(made);
    }

    /** One token stands for the whole picture: no token has a place in it. */
    private Geometry geometry(Picture picture) {
        Geometry geometry = new Geometry();
        geometry.setGridTime(1);
        geometry.setGridHeight(1);
        geometry.setGridWidth(1);
        geometry.setPatchHeight(side);
        geometry.setPatchWidth(side);
        geometry.setSourceHeight(picture.height());
        geometry.setSourceWidth(picture.width());
        geometry.setCropTop(0);
        geometry.setCropLeft(0);
        geometry.setCropHeight(picture.height());
        geometry.setCropWidth(picture.width());
        geometry.setKeptPositions(List.of());
        return geometry;
    }

    private static List<Integer> ids(int[] ids) {
        return Arrays.stream(ids).boxed().toList();
    }

    private static List<Float> qualities(float[] qualities) {
        List<Float> list = new ArrayList<>(qualities.length);
        for (float quality : qualities) {
            list.add(quality);
        }
        return list;
    }
}
