package io.tokenloom.vision.quantization;

import java.util.Arrays;
import java.util.List;

/**
 * The nearest and the second nearest code by the sum of the distances in one or more tables, which share their ids and
 * each look at channels of their own. Blocks of codes outside, positions inside: a block serves all positions while it is
 * in the cache. Thread-safe: what changes belongs to one call.
 */
final class NearestSearch {
    /** A block of codes should fit a core's second cache. */
    private static final int BLOCK_FLOATS = 32 * 1024;

    /** Shorter loops than this lose more by their ends than a cache gives; blocks are multiples of it. */
    private static final int LEAST_BLOCK = 256;

    private static final int MOST_BLOCK = 1024;

    private final CodeColumns[] tables;
    private final int dimension;
    private final int blockSize;

    /**
     * @param codebooks in the order of their channels
     * @throws IllegalArgumentException if they have not the same number of codes, or a code is too large to be squared
     */
    NearestSearch(List<Codebook> codebooks, Normalisation normalisation) {
        if (codebooks.stream().mapToInt(Codebook::size).distinct().count() != 1) {
            throw new IllegalArgumentException("codebooks that share their ids have as many codes each, not "
                    + codebooks.stream().map(Codebook::size).toList());
        }
        int width = codebooks.stream()
                .mapToInt(codebook -> CodeColumns.width(codebook.dimension()))
                .sum();
        dimension = codebooks.stream().mapToInt(Codebook::dimension).sum();
        blockSize = blockSize(codebooks.get(0).size(), width);
        tables = codebooks.stream()
                .map(codebook -> new CodeColumns(codebook, normalisation, blockSize))
                .toArray(CodeColumns[]::new);
    }

    private static int blockSize(int codes, int width) {
        int most = Math.min(MOST_BLOCK, (codes + LEAST_BLOCK - 1) / LEAST_BLOCK * LEAST_BLOCK);
        return Math.min(most, Math.max(LEAST_BLOCK, BLOCK_FLOATS / width / LEAST_BLOCK * LEAST_BLOCK));
    }

    int size() {
        return tables[0].size();
    }

    int dimension() {
        return dimension;
    }

    void copyCode(int id, float[] target, int at) {
        int to = at;
        for (CodeColumns table : tables) {
            table.copyCode(id, target, to);
            to += table.dimension();
        }
    }

    Codes search(FeatureMap features) {
        features.requireDimension(dimension);
        Vectors[] vectors = vectors(features);
        Nearest nearest = new Nearest(features.positions());
        float[] sums = new float[blockSize];
        float[] addends = new float[blockSize];
        for (int block = 0; block < tables[0].blocks(); block++) {
            for (int position = 0; position < features.positions(); position++) {
                vectors[0].distances(block, position, sums);
                for (int i = 1; i < vectors.length; i++) {
                    vectors[i].distances(block, position, addends);
                    add(addends, sums);
                }
                nearest.offer(position, block * blockSize, sums);
            }
        }
        return nearest.codes();
    }

    private Vectors[] vectors(FeatureMap features) {
        Vectors[] vectors = new Vectors[tables.length];
        int channel = 0;
        for (int i = 0; i < tables.length; i++) {
            vectors[i] = Vectors.of(features.channels(channel, tables[i].dimension()), tables[i]);
            channel += tables[i].dimension();
        }
        return vectors;
    }

    private static void add(float[] addends, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += addends[i];
        }
    }

    /**
     * The feature vectors as a table compares them.
     *
     * @param values one vector after the other
     * @param squares |x|² of each
     */
    private record Vectors(CodeColumns table, float[] values, float[] squares) {
        static Vectors of(FeatureMap features, CodeColumns table) {
            float[] values = new float[Math.multiplyExact(features.positions(), table.width())];
            float[] squares = new float[features.positions()];
            for (int position = 0; position < squares.length; position++) {
                int at = position * table.width();
                features.copy(position, values, at);
                squares[position] = table.prepareFeatures(values, at);
                if (!(squares[position] <= CodeColumns.MAX_SQUARE)) {
                    throw FeatureMap.broken("the features at position " + position + " are too large to be squared");
                }
            }
            return new Vectors(table, values, squares);
        }

        void distances(int block, int position, float[] distances) {
            table.distances(block, values, position * table.width(), squares[position], distances);
        }
    }

    /** The two nearest codes of each position so far. */
    private static final class Nearest {
        private final int[] ids;
        private final float[] nearest;
        private final float[] second;

        Nearest(int positions) {
            ids = new int[positions];
            nearest = new float[positions];
            second = new float[positions];
            Arrays.fill(nearest, Float.POSITIVE_INFINITY);
            Arrays.fill(second, Float.POSITIVE_INFINITY);
        }

        /** Takes in the distances of neighbouring ids. Ids only go up, so of equal ones the first stays. */
        void offer(int position, int firstId, float[] distances) {
            float limit = second[position];
            for (int i = 0; i < distances.length; i++) {
                if (distances[i] < limit) {
                    limit = insert(position, firstId + i, distances[i]);
                }
            }
        }

        private float insert(int position, int id, float distance) {
            if (distance < nearest[position]) {
                second[position] = nearest[position];
                nearest[position] = distance;
                ids[position] = id;
            } else {
                second[position] = distance;
            }
            return second[position];
        }

        Codes codes() {
            float[] margins = second;
            for (int i = 0; i < margins.length; i++) {
                margins[i] -= nearest[i];
            }
            return new Codes(1, ids, margins);
        }
    }
}
