package io.tokenloom.cli.visual;

import io.tokenloom.bundle.ProgressiveBundle;
import io.tokenloom.media.RgbImage;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.record.ContentDigest;
import io.tokenloom.record.Geometry;
import io.tokenloom.record.ResetReason;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.StreamPosition;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.Truncation;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.vision.ProgressiveTokenizer;
import io.tokenloom.vision.TokenBudget;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Token records of pictures as the Tokenize job makes them.
 *
 * @param bundle the tokenizer
 * @param budget tokens to keep
 */
public record VisualRecords(ProgressiveBundle bundle, TokenBudget budget) {
    private static final long FRAME_MICROS = 200_000;

    /** With all tokens. */
    public static VisualRecords of(ProgressiveBundle bundle) {
        return new VisualRecords(
                bundle, new TokenBudget.Fixed(bundle.manifest().shape().tokens()));
    }

    /** Of a still image, one for each step. */
    public List<TokenSequence> still(
            RecordAddress source, String itemId, byte[] content, RgbImage picture, int mostSteps) {
        ProgressiveTokenizer tokenizer = bundle.tokenizer();
        List<ProgressiveTokenizer.Step> steps = tokenizer.still(tokenizer.prepare(picture), mostSteps, budget);
        List<TokenSequence> made = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            SourceRef ref = new SourceRef(source.topic(), source.partition(), source.offset(), i, steps.size());
            made.add(record(
                    ref,
                    itemId,
                    steps.get(i),
                    content,
                    picture,
                    new StreamPosition(itemId, (long) i, null, 0, false, null, ResetReason.UNKNOWN)));
        }
        return made;
    }

    /** Of a video, one for each frame, five frames a second. */
    public List<TokenSequence> video(RecordAddress source, String itemId, List<RgbImage> frames) {
        List<TokenSequence> made = new ArrayList<>();
        VisualState state = bundle.tokenizer().start();
        for (int i = 0; i < frames.size(); i++) {
            RgbImage frame = frames.get(i);
            ProgressiveTokenizer.Step step = step(frame, state);
            state = step.next();
            SourceRef ref = new SourceRef(source.topic(), source.partition(), source.offset(), i, frames.size());
            made.add(record(
                    ref,
                    itemId,
                    step,
                    frame.rgb(),
                    frame,
                    new StreamPosition(itemId, (long) i, i * FRAME_MICROS, 0, false, null, ResetReason.UNKNOWN)));
        }
        return made;
    }

    /** Of a frame that is a source record of its own, after a state. */
    public TokenSequence frame(
            RecordAddress source, String itemId, String stream, long index, RgbImage frame, VisualState state) {
        SourceRef ref = new SourceRef(source.topic(), source.partition(), source.offset(), 0, 1);
        return record(
                ref,
                itemId,
                step(frame, state),
                frame.rgb(),
                frame,
                new StreamPosition(stream, index, null, 0, false, null, ResetReason.UNKNOWN));
    }

    /** The state after a frame. */
    public VisualState after(RgbImage frame, VisualState state) {
        return step(frame, state).next();
    }

    private ProgressiveTokenizer.Step step(RgbImage frame, VisualState state) {
        return bundle.tokenizer().next(bundle.tokenizer().prepare(frame), state, budget);
    }

    /** What the tokenizer's own decoder makes of records from a reset on. */
    public EightBitPicture decoded(List<TokenSequence> records, int keep) {
        VisualState state = bundle.tokenizer().start();
        for (TokenSequence record : records) {
            int[] ids = record.getPlanes().get(0).getIds().stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            state = bundle.tokenizer().model().decode(ids, Math.min(keep, ids.length), state);
        }
        return EightBitPicture.square(bundle.manifest().shape().side(), state.content());
    }

    private TokenSequence record(
            SourceRef source,
            String itemId,
            ProgressiveTokenizer.Step step,
            byte[] content,
            RgbImage picture,
            StreamPosition place) {
        place.setStepsSinceReset(step.step());
        place.setStateReset(step.step() == 0);
        place.setResetReason(step.step() == 0 ? ResetReason.UNKNOWN : ResetReason.NONE);
        List<Float> qualities = IntStream.range(0, step.quality().length)
                .mapToObj(i -> step.quality()[i])
                .toList();
        Geometry geometry = new Geometry();
        geometry.setGridTime(1);
        geometry.setGridHeight(1);
        geometry.setGridWidth(1);
        geometry.setPatchHeight(bundle.manifest().shape().side());
        geometry.setPatchWidth(bundle.manifest().shape().side());
        geometry.setSourceHeight(picture.height());
        geometry.setSourceWidth(picture.width());
        geometry.setCropHeight(picture.height());
        geometry.setCropWidth(picture.width());
        geometry.setKeptPositions(List.of());
        return TokenSequence.newBuilder()
                .setSource(source)
                .setItemId(itemId)
                .setEventTime(Instant.EPOCH)
                .setContentDigest(new ContentDigest(Arrays.copyOf(sha256(content), 16)))
                .setTokenizer(new TokenizerFingerprint(bundle.fingerprint().shortBytes()))
                .setPlanes(List.of(new TokenPlane(
                        "",
                        IntStream.of(step.ids()).boxed().toList(),
                        bundle.manifest().shape().codebookSize())))
                .setOrder(TokenOrder.NESTED_PREFIX)
                .setTruncation(new Truncation(TruncationKind.ANY_PREFIX, List.of(), qualities))
                .setGeometry(geometry)
                .setStream(place)
                .build();
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
