package io.tokenloom.vision.preprocessing;

import java.util.function.DoubleUnaryOperator;

/** The kernels of Pillow, as functions of the distance in pixels of the coarser picture. */
enum PilKernel {
    /** A pixel's own area. */
    BOX(0.5, x -> x > -0.5 && x <= 0.5 ? 1 : 0),
    /** A triangle. */
    BILINEAR(1, x -> Math.max(0, 1 - Math.abs(x))),
    /** Keys' cubic convolution with a = -0.5. */
    BICUBIC(2, PilKernel::cubic),
    /** A sinc in the window of a wider one, three lobes. */
    LANCZOS(3, x -> x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0);

    private static final double A = -0.5;

    private final double support;
    private final DoubleUnaryOperator weight;

    PilKernel(double support, DoubleUnaryOperator weight) {
        this.support = support;
        this.weight = weight;
    }

    /** Beyond this distance the weight is 0. */
    double support() {
        return support;
    }

    double weight(double distance) {
        return weight.applyAsDouble(distance);
    }

    private static double cubic(double distance) {
        double x = Math.abs(distance);
        if (x < 1) {
            return ((A + 2) * x - (A + 3)) * x * x + 1;
        }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : StrictMath.sin(x * Math.PI) / (x * Math.PI);
    }
}
