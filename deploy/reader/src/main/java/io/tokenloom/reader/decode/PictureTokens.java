package io.tokenloom.reader.decode;

import io.tokenloom.record.Geometry;
import io.tokenloom.record.StreamPosition;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a visual token record says, as far as decoding needs it. The arrays are not copied.
 *
 * @param tokenizer which tokenizer made it
 * @param streamKey camera, video or session
 * @param frameIndex index in the stream; of a still image the step
 * @param timestamp presentation timestamp in microseconds, where there is one
 * @param step pictures since the state was reset; 0 on the one that reset it
 * @param planes tokens, in the order of the tokenizer: ids of equal number for each plane, at least one
 * @param quality dB that all tokens reach, where the record says it
 * @param width of the source picture in pixels; 0 where the record does not say it
 * @param height of the source picture in pixels; 0 where the record does not say it
 */
public record PictureTokens(
        TokenizerFingerprint tokenizer,
        String streamKey,
        long frameIndex,
        OptionalLong timestamp,
        int step,
        int[][] planes,
        Optional<Float> quality,
        int width,
        int height) {
    /** Whether a record is of a picture at all: only those have a place in a stream. */
    public static boolean isIn(TokenSequence sequence) {
        return sequence.getStream() != null;
    }

    /** How many tokens there are. */
    public int count() {
        return planes[0].length;
    }

    /**
     * What a record says.
     *
     * @throws IllegalArgumentException if it is of no picture, or its planes are of unequal length
     */
    public static PictureTokens of(TokenSequence sequence) {
        StreamPosition stream = sequence.getStream();
        List<TokenPlane> planes = sequence.getPlanes();
        if (stream == null || planes.isEmpty()) {
            throw new IllegalArgumentException(
                    "a picture has a place in a stream and planes of tokens; this record is of another modality");
        }
        int count = planes.get(0).getIds().size();
        if (planes.stream().anyMatch(plane -> plane.getIds().size() != count)) {
            throw new IllegalArgumentException("its planes of tokens are not of one length");
        }
        Geometry geometry = sequence.getGeometry();
        Long timestamp = stream.getPresentationTimestamp();
        List<Float> qualities = sequence.getTruncation().getPrefixQualities();
        return new PictureTokens(
                sequence.getTokenizer(),
                stream.getStreamKey(),
                stream.getFrameIndex(),
                timestamp == null ? OptionalLong.empty() : OptionalLong.of(timestamp),
                stream.getStepsSinceReset(),
                planes.stream()
                        .map(plane -> plane.getIds().stream()
                                .mapToInt(Integer::intValue)
                                .toArray())
                        .toArray(int[][]::new),
                qualities.isEmpty() ? Optional.empty() : Optional.of(qualities.get(qualities.size() - 1)),
                geometry == null ? 0 : geometry.getSourceWidth(),
                geometry == null ? 0 : geometry.getSourceHeight());
    }
}
