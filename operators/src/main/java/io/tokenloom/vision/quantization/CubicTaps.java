package io.tokenloom.vision.quantization;

/**
 * Which four source values make each target value when a line is enlarged by cubic convolution (Keys, "Cubic Convolution
 * Interpolation for Digital Image Processing", 1981) with a = -0.75, PyTorch's choice. Target i lies at
 * {@code (i + 0.5) * source / target - 0.5} in the source; beyond its ends the source repeats its first and last value.
 *
 * @param indices four for each target
 * @param weights four for each target
 */
record CubicTaps(int[] indices, float[] weights) {
    private static final int TAPS = 4;
    private static final float A = -0.75f;

    static CubicTaps of(int source, int target) {
        int[] indices = new int[TAPS * target];
        float[] weights = new float[TAPS * target];
        float scale = (float) source / target;
        for (int i = 0; i < target; i++) {
            float place = scale * (i + 0.5f) - 0.5f;
            int before = (int) Math.floor(place);
            float part = place - before;
            for (int tap = 0; tap < TAPS; tap++) {
                indices[TAPS * i + tap] = Math.max(0, Math.min(source - 1, before - 1 + tap));
            }
            weights[TAPS * i] = far(part + 1);
            weights[TAPS * i + 1] = near(part);
            weights[TAPS * i + 2] = near(1 - part);
            weights[TAPS * i + 3] = far(1 - part + 1);
        }
        return new CubicTaps(indices, weights);
    }

    /** Weight of a value at a distance of 0 to 1. */
    private static float near(float distance) {
        return ((A + 2) * distance - (A + 3)) * distance * distance + 1;
    }

    /** Weight of a value at a distance of 1 to 2. */
    private static float far(float distance) {
        return ((A * distance - 5 * A) * distance + 8 * A) * distance - 4 * A;
    }

    /**
     * The target value.
     *
     * @param source holds the line
     * @param first where it begins
     * @param stride from one of its values to the next
     */
    float apply(int target, float[] source, int first, int stride) {
        int at = TAPS * target;
        return source[first + indices[at] * stride] * weights[at]
                + source[first + indices[at + 1] * stride] * weights[at + 1]
                + source[first + indices[at + 2] * stride] * weights[at + 2]
                + source[first + indices[at + 3] * stride] * weights[at + 3];
    }
}
