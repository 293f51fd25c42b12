package io.tokenloom.vision.quantization;

import java.util.Arrays;

/**
 * A codebook laid out for distances from one feature vector to many codes at a time, as {@link NearestCode} defines them:
 * blocks of codes, and for each block and dimension an array of its own. That is the one layout that HotSpot's compiler
 * turns into vector instructions; of several ranges of one array it fears that they overlap, and of more than four arrays
 * in one loop it makes nothing either. Thread-safe: never changed.
 */
final class CodeColumns {
    /** Squared lengths up to this can be added up to distances that are finite. */
    static final float MAX_SQUARE = Float.MAX_VALUE / 16;

    private static final int STEP = 4;
    private static final float MIN_LENGTH = 1e-12f;

    private final int size;
    private final int dimension;
    private final int width;
    private final int blockSize;
    private final boolean normalisesFeatures;
    /** [block * width + dimension][code]; dimensions and codes that only fill up are 0. */
    private final float[][] columns;
    /** |c|² as [block][code]; of codes that only fill up infinite, so that none is ever nearest. */
    private final float[][] squares;

    /**
     * @param blockSize codes in a block
     * @throws IllegalArgumentException if a code is too large to be squared
     */
    CodeColumns(Codebook codebook, Normalisation normalisation, int blockSize) {
        size = codebook.size();
        dimension = codebook.dimension();
        width = width(dimension);
        this.blockSize = blockSize;
        normalisesFeatures = normalisation != Normalisation.NONE;
        columns = new float[Math.multiplyExact(blocks(), width)][blockSize];
        squares = new float[blocks()][blockSize];
        float[] code = new float[dimension];
        for (int id = 0; id < size; id++) {
            codebook.copyCode(id, code, 0);
            float square = prepare(code, 0, dimension, normalisation == Normalisation.FEATURES_AND_CODES);
            if (!(square <= MAX_SQUARE)) {
                throw new IllegalArgumentException("code " + id + " is too large to be squared in float");
            }
            squares[id / blockSize][id % blockSize] = square;
            for (int i = 0; i < dimension; i++) {
                columns[id / blockSize * width + i][id % blockSize] = code[i];
            }
        }
        Arrays.fill(squares[blocks() - 1], size - (blocks() - 1) * blockSize, blockSize, Float.POSITIVE_INFINITY);
    }

    /** {@link #width} of a table of this dimension. */
    static int width(int dimension) {
        return (dimension + STEP - 1) / STEP * STEP;
    }

    /** Number of codes. */
    int size() {
        return size;
    }

    /** Floats in a code. */
    int dimension() {
        return dimension;
    }

    /** Floats that a feature vector takes as {@link #distances} reads it, zeros behind the last dimension. */
    int width() {
        return width;
    }

    /** Number of blocks. */
    int blocks() {
        return (size + blockSize - 1) / blockSize;
    }

    /** Writes a code as it is compared. */
    void copyCode(int id, float[] target, int at) {
        if (id < 0 || id >= size) {
            throw new IndexOutOfBoundsException("there is no id " + id + " among " + size);
        }
        for (int i = 0; i < dimension; i++) {
            target[at + i] = columns[id / blockSize * width + i][id % blockSize];
        }
    }

    /** Normalises a feature vector in place if this table does so; returns its |x|². */
    float prepareFeatures(float[] vector, int at) {
        return prepare(vector, at, dimension, normalisesFeatures);
    }

    private static float prepare(float[] vector, int at, int dimension, boolean normalise) {
        float square = square(vector, at, dimension);
        if (!normalise || !(square <= MAX_SQUARE)) {
            return square;
        }
        float length = Math.max((float) Math.sqrt(square), MIN_LENGTH);
        for (int i = at; i < at + dimension; i++) {
            vector[i] /= length;
        }
        return square(vector, at, dimension);
    }

    private static float square(float[] vector, int at, int dimension) {
        float square = 0;
        for (int i = at; i < at + dimension; i++) {
            square += vector[i] * vector[i];
        }
        return square;
    }

    /**
     * Distances from one feature vector to all codes of a block.
     *
     * @param vector {@link #width} floats, prepared
     * @param at where they begin
     * @param square their |x|²
     * @param distances receives as many distances as a block has codes
     */
    void distances(int block, float[] vector, int at, float square, float[] distances) {
        int column = block * width;
        sumProducts(column, vector, at, distances);
        for (int i = STEP; i < width; i += STEP) {
            addProducts(column + i, vector, at + i, distances);
        }
        float[] codeSquares = squares[block];
        for (int j = 0; j < distances.length; j++) {
            distances[j] = (square + codeSquares[j]) - 2 * distances[j];
        }
    }

    private void sumProducts(int column, float[] vector, int at, float[] sums) {
        float x0 = vector[at];
        float x1 = vector[at + 1];
        float x2 = vector[at + 2];
        float x3 = vector[at + 3];
        float[] c0 = columns[column];
        float[] c1 = columns[column + 1];
        float[] c2 = columns[column + 2];
        float[] c3 = columns[column + 3];
        for (int j = 0; j < sums.length; j++) {
            sums[j] = x0 * c0[j] + x1 * c1[j] + x2 * c2[j] + x3 * c3[j];
        }
    }

    private void addProducts(int column, float[] vector, int at, float[] sums) {
        float x0 = vector[at];
        float x1 = vector[at + 1];
        float x2 = vector[at + 2];
        float x3 = vector[at + 3];
        float[] c0 = columns[column];
        float[] c1 = columns[column + 1];
        float[] c2 = columns[column + 2];
        float[] c3 = columns[column + 3];
        for (int j = 0; j < sums.length; j++) {
            sums[j] = sums[j] + x0 * c0[j] + x1 * c1[j] + x2 * c2[j] + x3 * c3[j];
        }
    }
}
