package io.tokenloom.model;

import java.util.Arrays;

/**
 * What a graph says about one of its inputs or outputs.
 *
 * @param type element type
 * @param shape length of each dimension, -1 where it may vary
 */
public record TensorSpec(Type type, long[] shape) {
    /** Element types that {@link Tensor} can hold. */
    public enum Type {
        /** {@link Tensor.Floats}. */
        FLOAT32,
        /** {@link Tensor.Longs}. */
        INT64,
        /** {@link Tensor.UnsignedBytes}. */
        UINT8,
        /** None of them. */
        OTHER
    }

    /** Whether tensors of this type and shape fit; -1 in the wanted shape stands for a dimension that has to vary. */
    public boolean is(Type wanted, long... wantedShape) {
        return type == wanted && Arrays.equals(shape, wantedShape);
    }

    @Override
    public String toString() {
        return type.name().toLowerCase(java.util.Locale.ROOT) + Arrays.toString(shape);
    }
}
