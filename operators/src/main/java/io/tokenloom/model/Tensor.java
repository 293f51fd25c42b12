package io.tokenloom.model;

import java.util.Arrays;

/**
 * A dense tensor in Java memory, row-major. Immutable by agreement: the array is not copied, whoever gives one away leaves
 * it alone.
 */
public sealed interface Tensor {
    /** Length of each dimension. */
    long[] shape();

    /** 32-bit floats. */
    record Floats(long[] shape, float[] values) implements Tensor {
        /** Checks the number of values. */
        public Floats {
            require(shape, values.length);
        }
    }

    /** 64-bit integers. */
    record Longs(long[] shape, long[] values) implements Tensor {
        /** Checks the number of values. */
        public Longs {
            require(shape, values.length);
        }
    }

    /** Unsigned 8-bit integers. */
    record UnsignedBytes(long[] shape, byte[] values) implements Tensor {
        /** Checks the number of values. */
        public UnsignedBytes {
            require(shape, values.length);
        }
    }

    private static void require(long[] shape, int values) {
        long wanted = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (wanted != values) {
            throw new IllegalArgumentException(
                    "a tensor of shape " + Arrays.toString(shape) + " has " + wanted + " values, not " + values);
        }
    }
}
