package io.tokenloom.token;

/**
 * The 16-bit floating-point numbers that embeddings are stored in: binary16 of IEEE 754, and bfloat16, which is the upper
 * half of a {@code float}. Into them numbers are rounded to the nearest, ties to even; out of them nothing is lost. Every
 * NaN becomes one quiet NaN. Thread-safe: stateless.
 */
public final class Float16 {
    private static final int SIGN = 0x8000;
    private static final int FLOAT_INFINITY = 0x7f80_0000;

    /** The bits of the smallest normal half, 2^-14, as a float. */
    private static final int SMALLEST_NORMAL = 0x3880_0000;

    /** The bits of 65520 as a float: from halfway between the largest half and 2^16 on, all round to infinity. */
    private static final int OVERFLOW = 0x477f_f000;

    /** Halves below the smallest normal one are whole multiples of this. */
    private static final float SUBNORMAL_STEP = 0x1p-24f;

    /** The difference of the exponents' biases, 127 - 15, where a float has its exponent. */
    private static final int BIAS = 112 << 23;

    private Float16() {}

    /** The value of a half. */
    public static float fromHalf(short half) {
        int sign = (half & SIGN) << 16;
        int exponent = half >>> 10 & 0x1f;
        int mantissa = half & 0x3ff;
        if (exponent == 0) {
            float size = mantissa * SUBNORMAL_STEP;
            return sign == 0 ? size : -size;
        }
        int upper = exponent == 0x1f ? FLOAT_INFINITY : (exponent << 23) + BIAS;
        return Float.intBitsToFloat(sign | upper | mantissa << 13);
    }

    /** The half nearest to a number. */
    public static short toHalf(float number) {
        int bits = Float.floatToRawIntBits(number);
        int sign = bits >>> 16 & SIGN;
        int size = bits & 0x7fff_ffff;
        if (size > FLOAT_INFINITY) {
            return (short) (sign | 0x7e00);
        }
        if (size >= OVERFLOW) {
            return (short) (sign | 0x7c00);
        }
        if (size < SMALLEST_NORMAL) {
            return (short) (sign | (int) Math.rint(Float.intBitsToFloat(size) / SUBNORMAL_STEP));
        }
        int rounded = size - BIAS + 0xfff + (size >>> 13 & 1);
        return (short) (sign | rounded >>> 13);
    }

    /** The value of a bfloat16. */
    public static float fromBrain(short brain) {
        return Float.intBitsToFloat(brain << 16);
    }

    /** The bfloat16 nearest to a number. */
    public static short toBrain(float number) {
        int bits = Float.floatToRawIntBits(number);
        if ((bits & 0x7fff_ffff) > FLOAT_INFINITY) {
            return (short) (bits >>> 16 & SIGN | 0x7fc0);
        }
        return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }
}
