package io.tokenloom.vision.quantization;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.util.ArrayList;
import java.util.List;

/**
 * The feature vectors of one item, seen in an encoder's output without a copy. Positions are in raster order. Immutable by
 * agreement: whoever gives an array away leaves it alone. Thread-safe.
 */
public final class FeatureMap {
    private final int positions;
    private final int dimension;
    private final List<Part> parts;

    private FeatureMap(int positions, List<Part> parts) {
        this.positions = positions;
        this.dimension = parts.stream().mapToInt(Part::channels).sum();
        this.parts = parts;
    }

    /** Neighbouring channels that lie evenly in one array. */
    private record Part(float[] values, int start, int channels, int positionStride, int channelStride) {
        void copy(int position, float[] target, int at) {
            int from = start + position * positionStride;
            for (int i = 0; i < channels; i++) {
                target[at + i] = values[from + i * channelStride];
            }
        }
    }

    /**
     * An item of a float32 [N, positions, dimension].
     *
     * @param values the whole batch, row-major
     * @param item which of the N
     * @throws IllegalArgumentException if the array is not of this shape or has no such item
     */
    public static FeatureMap ofPositions(float[] values, int item, int positions, int dimension) {
        int start = start(values, item, positions, dimension);
        return new FeatureMap(positions, List.of(new Part(values, start, dimension, dimension, 1)));
    }

    /**
     * An item of a float32 [N, dimension, height, width], or of a [N, dimension, positions] with a height of 1.
     *
     * @param values the whole batch, row-major
     * @param item which of the N
     * @throws IllegalArgumentException if the array is not of this shape or has no such item
     */
    public static FeatureMap ofChannels(float[] values, int item, int dimension, int height, int width) {
        int positions = Math.multiplyExact(height, width);
        int start = start(values, item, positions, dimension);
        return new FeatureMap(positions, List.of(new Part(values, start, dimension, 1, positions)));
    }

    private static int start(float[] values, int item, int positions, int dimension) {
        if (positions < 1 || dimension < 1) {
            throw new IllegalArgumentException("features need positions and a dimension, and there are " + positions
                    + " positions of dimension " + dimension);
        }
        int length = Math.multiplyExact(positions, dimension);
        if (values.length % length != 0 || item < 0 || item >= values.length / length) {
            throw new IllegalArgumentException("an array of " + values.length + " floats has no item " + item + " with "
                    + positions + " positions of dimension " + dimension);
        }
        return item * length;
    }

    /**
     * Maps over the same positions as one, the channels of the first before those of the second: for graphs that give each
     * factor an output of its own.
     *
     * @throws IllegalArgumentException if there are none, or their numbers of positions differ
     */
    public static FeatureMap joined(List<FeatureMap> maps) {
        if (maps.isEmpty()
                || maps.stream().mapToInt(FeatureMap::positions).distinct().count() != 1) {
            throw new IllegalArgumentException("only maps over the same positions can be joined, not "
                    + maps.stream().map(FeatureMap::positions).toList());
        }
        return new FeatureMap(
                maps.get(0).positions,
                maps.stream().flatMap(map -> map.parts.stream()).toList());
    }

    /** Number of feature vectors. */
    public int positions() {
        return positions;
    }

    /** Floats in each. */
    public int dimension() {
        return dimension;
    }

    /**
     * Some neighbouring channels.
     *
     * @throws IndexOutOfBoundsException if there are not so many
     */
    FeatureMap channels(int from, int count) {
        if (from < 0 || count < 1 || from > dimension - count) {
            throw new IndexOutOfBoundsException(
                    "there are no " + count + " channels from " + from + " among " + dimension);
        }
        List<Part> chosen = new ArrayList<>();
        int first = 0;
        for (Part part : parts) {
            int low = Math.max(from, first);
            int high = Math.min(from + count, first + part.channels);
            if (low < high) {
                int start = part.start + (low - first) * part.channelStride;
                chosen.add(new Part(part.values, start, high - low, part.positionStride, part.channelStride));
            }
            first += part.channels;
        }
        return new FeatureMap(positions, List.copyOf(chosen));
    }

    /**
     * Writes the vector of a position.
     *
     * @throws TokenizationException MODEL_OUTPUT if a feature is not finite
     */
    public void copy(int position, float[] target, int at) {
        int to = at;
        for (Part part : parts) {
            part.copy(position, target, to);
            to += part.channels;
        }
        for (int i = 0; i < dimension; i++) {
            if (!Float.isFinite(target[at + i])) {
                throw broken("a feature at position " + position + " is " + target[at + i]);
            }
        }
    }

    /** Refuses features of another dimension. */
    void requireDimension(int wanted) {
        if (dimension != wanted) {
            throw broken("it gave features of dimension " + dimension + ", and its quantizer takes " + wanted);
        }
    }

    static TokenizationException broken(String what) {
        return new TokenizationException(
                FailureCode.MODEL_OUTPUT, "The model broke its contract on this item: " + what + ". Mend the bundle.");
    }
}
