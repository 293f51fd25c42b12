package io.tokenloom.vision.quantization;

import java.util.Objects;

/**
 * Lookup-free and binary spherical quantization (Yu et al., "Language Model Beats Diffusion: Tokenizer is Key to Visual
 * Generation", 2023; Zhao et al., "Image and Video Tokenization with Binary Spherical Quantization", 2024): a bit for each
 * dimension, 1 where the feature is greater than 0. The spherical kind normalises its features first, which changes no
 * sign. A margin is the least absolute value of a position's features.
 *
 * @param dimension number of bits, 1 to 30
 * @param order which of them is which
 */
public record SignBits(int dimension, Order order) implements PositionQuantizer {
    private static final int MAX_DIMENSION = 30;

    /** Where the bit of a dimension stands in the id. */
    public enum Order {
        /** Dimension 0 is the highest bit, as in BSQ-ViT and vector-quantize-pytorch. */
        FIRST_HIGHEST,
        /** Dimension 0 is the lowest bit, as in Open-MAGVIT2. */
        FIRST_LOWEST
    }

    /** Checks the number of bits. */
    public SignBits {
        Objects.requireNonNull(order, "order");
        if (dimension < 1 || dimension > MAX_DIMENSION) {
            throw new IllegalArgumentException("an id has 1 to " + MAX_DIMENSION + " sign bits, not " + dimension
                    + "; split more over several planes");
        }
    }

    @Override
    public int codebookSize() {
        return 1 << dimension;
    }

    @Override
    public Codes quantize(FeatureMap features) {
        features.requireDimension(dimension);
        int[] ids = new int[features.positions()];
        float[] margins = new float[ids.length];
        float[] vector = new float[dimension];
        for (int position = 0; position < ids.length; position++) {
            features.copy(position, vector, 0);
            float margin = Float.POSITIVE_INFINITY;
            for (int i = 0; i < dimension; i++) {
                if (vector[i] > 0) {
                    ids[position] |= 1 << (order == Order.FIRST_LOWEST ? i : dimension - 1 - i);
                }
                margin = Math.min(margin, Math.abs(vector[i]));
            }
            margins[position] = margin;
        }
        return new Codes(1, ids, margins);
    }
}
