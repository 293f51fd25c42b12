package io.tokenloom.vision.quantization;

import io.tokenloom.deadletter.TokenizationException;

/**
 * Turns the feature vectors of one item into ids. All are immutable and thread-safe, and allocate per item, not per
 * position.
 */
public sealed interface Quantizer permits PositionQuantizer, Factorised, MultiScaleResidual {
    /** Floats in a feature vector. */
    int dimension();

    /** How many lists of ids it gives; 1 but for {@link Factorised}. */
    int planes();

    /**
     * Ids of a plane are in 0 to this number, exclusive.
     *
     * @throws IndexOutOfBoundsException if there is no such plane
     */
    int codebookSize(int plane);

    /**
     * How many ids each plane has for an item of so many positions.
     *
     * @throws IllegalArgumentException if it can't quantize so many positions
     */
    int length(int positions);

    /**
     * The ids of an item.
     *
     * @throws TokenizationException MODEL_OUTPUT if the features have another dimension or number of positions than this
     *     quantizer needs, or one is not finite or too large to be squared
     */
    Codes quantize(FeatureMap features);
}
