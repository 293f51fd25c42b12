package io.tokenloom.cli.bench.quality;

import java.util.Arrays;

/**
 * Structural similarity at several scales after Wang, Simoncelli and Bovik (2003): of five scales, each half as large as
 * the one before, as many as the window fits into, with the published weights made to sum to 1 again. A mean below 0
 * counts as 0.
 */
final class MsSsim {
    private static final double[] WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};

    private MsSsim() {}

    /** How many scales a picture of this side has, at most five. */
    static int scales(int side) {
        int scales = 1;
        while (scales < WEIGHTS.length && side >> scales >= Ssim.WINDOW) {
            scales++;
        }
        return scales;
    }

    /** Of two planes of the same size, at least {@link Ssim#WINDOW} a side. */
    static double of(Plane one, Plane other) {
        int scales = scales(Math.min(one.width(), one.height()));
        double sum = Arrays.stream(WEIGHTS, 0, scales).sum();
        double product = 1;
        Plane a = one;
        Plane b = other;
        for (int scale = 0; scale < scales; scale++) {
            Ssim.Means means = new Ssim.Original(a).with(b);
            double mean = scale == scales - 1 ? means.similarity() : means.contrastStructure();
            product *= Math.pow(Math.max(0, mean), WEIGHTS[scale] / sum);
            a = a.halved();
            b = b.halved();
        }
        return product;
    }
}
