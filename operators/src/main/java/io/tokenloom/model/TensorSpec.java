package io.tokenloom.model;

import java.util.Arrays;
import java.util.Locale;

/**
 * What a graph says about one of its inputs or outputs.
 *
 * @param type element type
 * @param shape length of each dimension, {@link #FREE} where it may vary
 * @param element the graph's name of the element type, which is more than {@code type} knows where that is OTHER
 */
public record TensorSpec(Type type, long[] shape, String element) {
    /** The length of a dimension that may vary. */
    public static final long FREE = -1;

    /** Element types that {@link Tensor} can hold. */
    public enum Type {
        /** {@link Tensor.Floats}. */
        FLOAT32,
        /** {@link Tensor.Halves}. */
        FLOAT16,
        /** {@link Tensor.Longs}. */
        INT64,
        /** {@link Tensor.Ints}. */
        INT32,
        /** {@link Tensor.UnsignedBytes}. */
        UINT8,
        /** {@link Tensor.Booleans}. */
        BOOL,
        /** None of them. */
        OTHER;

        /** The name in messages: lower case. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Of a type that has a name here. */
    public TensorSpec(Type type, long... shape) {
        this(type, shape, type.text());
    }

    /** Whether it is exactly this; {@link #FREE} in the wanted shape stands for a dimension that has to vary. */
    public boolean is(Type wanted, long... wantedShape) {
        return type == wanted && Arrays.equals(shape, wantedShape);
    }

    /**
     * Whether tensors of this type and shape may fit: each length is the same, or free on either side. So a shape of
     * numbers asks for one tensor, and {@link #FREE} in it leaves a length open.
     */
    public boolean admits(Type given, long... pattern) {
        if (type != given || shape.length != pattern.length) {
            return false;
        }
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] != FREE && pattern[i] != FREE && shape[i] != pattern[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return element + Arrays.toString(shape);
    }
}
