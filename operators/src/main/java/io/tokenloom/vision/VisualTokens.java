package io.tokenloom.vision;

/**
 * The tokens of one picture, in the order of the tokenizer. Immutable by agreement: arrays are not copied.
 */
public sealed interface VisualTokens {
    /** Every position of the grid, or no grid at all. */
    int[] ALL_POSITIONS = {};

    /** How many positions there are; an id of each plane, or one vector, stands at each. */
    int count();

    /**
     * Discrete tokens.
     *
     * @param planes one array of equal length for each plane of the contract
     * @param keptPositions raster positions of the tokens where only some were kept, else {@link #ALL_POSITIONS}
     * @param qualities dB PSNR that each valid length reaches, up to this one; empty where the model does not say
     */
    record Ids(int[][] planes, int[] keptPositions, float[] qualities) implements VisualTokens {
        private static final float[] UNKNOWN = {};

        /** Checks that the planes are equally long. */
        public Ids {
            for (int[] plane : planes) {
                if (plane.length != planes[0].length) {
                    throw new IllegalArgumentException(
                            "planes of " + planes[0].length + " and " + plane.length + " ids");
                }
            }
        }

        /** One plane, all positions, qualities unknown. */
        public static Ids of(int[] ids) {
            return new Ids(new int[][] {ids}, ALL_POSITIONS, UNKNOWN);
        }

        @Override
        public int count() {
            return planes[0].length;
        }
    }

    /**
     * Continuous tokens.
     *
     * @param dimension length of each vector
     * @param values row-major, {@code count * dimension}, all finite
     * @param keptPositions raster positions of the tokens where only some were kept, else {@link #ALL_POSITIONS}
     */
    record Embeddings(int dimension, float[] values, int[] keptPositions) implements VisualTokens {
        /** Checks that there are whole vectors. */
        public Embeddings {
            if (dimension < 1 || values.length % dimension != 0) {
                throw new IllegalArgumentException(values.length + " values are no vectors of " + dimension);
            }
        }

        @Override
        public int count() {
            return values.length / dimension;
        }
    }
}
