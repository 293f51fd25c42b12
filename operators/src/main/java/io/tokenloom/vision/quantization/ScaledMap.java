package io.tokenloom.vision.quantization;

/**
 * A square map of vectors that is averaged to a smaller side, and from which enlarged smaller maps are subtracted, as
 * PyTorch's {@code interpolate} does it in its modes {@code area} and {@code bicubic}. Not thread-safe: it changes.
 *
 * @param side positions in a row
 * @param dimension floats of a position
 * @param values [side, side, dimension], row-major
 */
record ScaledMap(int side, int dimension, float[] values) {
    /** A copy of features in raster order. */
    static ScaledMap of(FeatureMap features, int side) {
        float[] values = new float[Math.multiplyExact(features.positions(), features.dimension())];
        for (int position = 0; position < features.positions(); position++) {
            features.copy(position, values, position * features.dimension());
        }
        return new ScaledMap(side, features.dimension(), values);
    }

    /**
     * The map with a smaller side. Position i is the mean of rows floor(i * side / scale) to ceil((i + 1) * side / scale),
     * exclusive, and of such columns; neighbours overlap where the sides do not divide. Each sum goes in raster order and
     * is divided by the number of rows, then of columns.
     */
    FeatureMap averaged(int scale) {
        float[] means = new float[scale * scale * dimension];
        for (int row = 0; row < scale; row++) {
            for (int column = 0; column < scale; column++) {
                average(
                        first(row, scale),
                        end(row, scale),
                        first(column, scale),
                        end(column, scale),
                        means,
                        (row * scale + column) * dimension);
            }
        }
        return FeatureMap.ofPositions(means, 0, scale * scale, dimension);
    }

    private int first(int index, int scale) {
        return index * side / scale;
    }

    private int end(int index, int scale) {
        return ((index + 1) * side + scale - 1) / scale;
    }

    private void average(int top, int bottom, int left, int right, float[] means, int at) {
        for (int row = top; row < bottom; row++) {
            for (int column = left; column < right; column++) {
                int from = (row * side + column) * dimension;
                for (int i = 0; i < dimension; i++) {
                    means[at + i] += values[from + i];
                }
            }
        }
        for (int i = at; i < at + dimension; i++) {
            means[i] = means[i] / (bottom - top) / (right - left);
        }
    }

    /**
     * Takes away a smaller map, enlarged to this side by cubic convolution along rows, then along columns.
     *
     * @param smaller [scale, scale, dimension], row-major
     */
    void subtractEnlarged(float[] smaller, int scale) {
        CubicTaps taps = CubicTaps.of(scale, side);
        float[] wide = new float[scale * side * dimension];
        for (int row = 0; row < scale; row++) {
            for (int column = 0; column < side; column++) {
                int to = (row * side + column) * dimension;
                for (int i = 0; i < dimension; i++) {
                    wide[to + i] = taps.apply(column, smaller, row * scale * dimension + i, dimension);
                }
            }
        }
        for (int row = 0; row < side; row++) {
            int to = row * side * dimension;
            for (int i = 0; i < side * dimension; i++) {
                values[to + i] -= taps.apply(row, wide, i, side * dimension);
            }
        }
    }
}
