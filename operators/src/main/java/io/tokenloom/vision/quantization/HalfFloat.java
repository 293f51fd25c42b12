package io.tokenloom.vision.quantization;

/** IEEE 754 binary16. */
final class HalfFloat {
    private static final int FRACTION_BITS = 10;
    private static final int SUBNORMAL_UNIT_EXPONENT = -24;

    private HalfFloat() {}

    /** The same number as a float; exact. */
    static float toFloat(short half) {
        int exponent = half >> FRACTION_BITS & 0x1F;
        int fraction = half & 0x3FF;
        float size =
                switch (exponent) {
                    case 0 -> Math.scalb((float) fraction, SUBNORMAL_UNIT_EXPONENT);
                    case 0x1F -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
                    default ->
                        Math.scalb((float) (fraction | 1 << FRACTION_BITS), exponent - 1 + SUBNORMAL_UNIT_EXPONENT);
                };
        return half < 0 ? -size : size;
    }
}
