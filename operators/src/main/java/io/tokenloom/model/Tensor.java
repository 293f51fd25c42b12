package io.tokenloom.model;

import ai.onnxruntime.platform.Fp16Conversions;
import java.util.Arrays;

/**
 * A dense tensor in Java memory, row-major. Immutable by agreement: the array is not copied, whoever gives one away leaves
 * it alone.
 */
public sealed interface Tensor {
    /** Length of each dimension. */
    long[] shape();

    /** Type of the elements. */
    TensorSpec.Type type();

    /** 32-bit floats. */
    record Floats(long[] shape, float[] values) implements Tensor {
        /** Checks the number of values. */
        public Floats {
            require(shape, values.length);
        }

        @Override
        public TensorSpec.Type type() {
            return TensorSpec.Type.FLOAT32;
        }
    }

    /** 16-bit floats, as the bits of IEEE 754 binary16. */
    record Halves(long[] shape, short[] values) implements Tensor {
        /** Checks the number of values. */
        public Halves {
            require(shape, values.length);
        }

        /** The nearest of each value, ties to even; infinite where it is too large. */
        public static Halves of(Floats floats) {
            short[] bits = new short[floats.values().length];
            for (int i = 0; i < bits.length; i++) {
                bits[i] = Fp16Conversions.floatToFp16(floats.values()[i]);
            }
            return new Halves(floats.shape(), bits);
        }

        /** The same values, exactly. */
        public Floats toFloats() {
            float[] floats = new float[values.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = Fp16Conversions.fp16ToFloat(values[i]);
            }
            return new Floats(shape, floats);
        }

        @Override
        public TensorSpec.Type type() {
            return TensorSpec.Type.FLOAT16;
        }
    }

    /** 64-bit integers. */
    record Longs(long[] shape, long[] values) implements Tensor {
        /** Checks the number of values. */
        public Longs {
            require(shape, values.length);
        }

        @Override
        public TensorSpec.Type type() {
            return TensorSpec.Type.INT64;
        }
    }

    /** 32-bit integers. */
    record Ints(long[] shape, int[] values) implements Tensor {
        /** Checks the number of values. */
        public Ints {
            require(shape, values.length);
        }

        @Override
        public TensorSpec.Type type() {
            return TensorSpec.Type.INT32;
        }
    }

    /** Unsigned 8-bit integers. */
    record UnsignedBytes(long[] shape, byte[] values) implements Tensor {
        /** Checks the number of values. */
        public UnsignedBytes {
            require(shape, values.length);
        }

        @Override
        public TensorSpec.Type type() {
            return TensorSpec.Type.UINT8;
        }
    }

    /** Truth values, one byte each: 1 is true, 0 is false. */
    record Booleans(long[] shape, byte[] values) implements Tensor {
        /** Checks the number of values. */
        public Booleans {
            require(shape, values.length);
        }

        @Override
        public TensorSpec.Type type() {
            return TensorSpec.Type.BOOL;
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
