package io.tokenloom.vision.preprocessing;

/** The kernels of PyTorch's {@code interpolate}, which differ with and without antialiasing. */
enum TorchKernel {
    /** A triangle. */
    BILINEAR(1) {
        @Override
        float antialiased(float distance) {
            return Math.max(0, 1 - Math.abs(distance));
        }

        @Override
        float[] plain(float fraction) {
            return new float[] {1 - fraction, fraction};
        }
    },
    /** Keys' cubic convolution: a = -0.5 with antialiasing, as Pillow, and -0.75 without, as OpenCV. */
    BICUBIC(2) {
        @Override
        float antialiased(float distance) {
            double x = Math.abs(distance);
            if (x < 1) {
                return (float) ((1.5 * x - 2.5) * x * x + 1);
            }
            return x < 2 ? (float) ((((x - 5) * x + 8) * x - 4) * -0.5) : 0;
        }

        @Override
        float[] plain(float fraction) {
            float rest = 1 - fraction;
            return new float[] {far(fraction + 1), near(fraction), near(rest), far(rest + 1)};
        }
    };

    private static final float A = -0.75f;

    private final int support;

    TorchKernel(int support) {
        this.support = support;
    }

    /** Beyond this distance the weight is 0. */
    int support() {
        return support;
    }

    /** The weight at a distance, to be divided by the sum of all. */
    abstract float antialiased(float distance);

    /** The weights of the pixels around a place, the fraction of a pixel after one of them. */
    abstract float[] plain(float fraction);

    // Fused as the compilers of PyTorch do it.

    private static float near(float x) {
        return Math.fma(Math.fma(A + 2, x, -(A + 3)) * x, x, 1);
    }

    private static float far(float x) {
        return Math.fma(Math.fma(Math.fma(A, x, -5 * A), x, 8 * A), x, -4 * A);
    }
}
