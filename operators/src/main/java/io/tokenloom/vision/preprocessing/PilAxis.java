package io.tokenloom.vision.preprocessing;

/**
 * Which source pixels make each target pixel along one axis, with what weights, as in Pillow's resampling: the kernel is
 * widened by the scale where the picture shrinks, so that it always averages over all it skips, cut off at the borders,
 * made to sum to 1, and rounded to fixed point.
 *
 * @param first of target i: its first source pixel
 * @param count of target i: how many source pixels it has
 * @param weights of target i from {@code i * taps} on, in units of 2<sup>-22</sup>
 * @param taps room for weights of a target
 */
record PilAxis(int[] first, int[] count, int[] weights, int taps) {
    /** Bits behind the point. The sum of 8-bit values under a kernel with negative weights fits an int with these. */
    static final int PRECISION = 22;

    /** Targets {@code from} to before {@code from + size} of {@code target}. */
    static PilAxis of(int source, int target, int from, int size, PilKernel kernel) {
        if (source == target) {
            return identity(from, size);
        }
        double scale = (double) source / target;
        double widening = Math.max(scale, 1);
        double support = kernel.support() * widening;
        int taps = (int) Math.ceil(support) * 2 + 1;
        int[] first = new int[size];
        int[] count = new int[size];
        int[] weights = new int[size * taps];
        double[] exact = new double[taps];
        for (int i = 0; i < size; i++) {
            double centre = (from + i + 0.5) * scale;
            first[i] = Math.max(0, (int) (centre - support + 0.5));
            count[i] = Math.min(source, (int) (centre + support + 0.5)) - first[i];
            double sum = 0;
            for (int k = 0; k < count[i]; k++) {
                exact[k] = kernel.weight((k + first[i] - centre + 0.5) * (1 / widening));
                sum += exact[k];
            }
            for (int k = 0; k < count[i]; k++) {
                weights[i * taps + k] = fixedPoint(sum == 0 ? exact[k] : exact[k] / sum);
            }
        }
        return new PilAxis(first, count, weights, taps);
    }

    /** Pillow leaves out an axis that does not change. */
    private static PilAxis identity(int from, int size) {
        int[] first = new int[size];
        int[] count = new int[size];
        int[] weights = new int[size];
        for (int i = 0; i < size; i++) {
            first[i] = from + i;
            count[i] = 1;
            weights[i] = 1 << PRECISION;
        }
        return new PilAxis(first, count, weights, 1);
    }

    private static int fixedPoint(double weight) {
        return (int) ((weight < 0 ? -0.5 : 0.5) + weight * (1 << PRECISION));
    }

    /** The first source pixel of all. */
    int firstSource() {
        return first[0];
    }

    /** The pixel after the last source pixel of all. */
    int endSource() {
        return first[first.length - 1] + count[count.length - 1];
    }
}
