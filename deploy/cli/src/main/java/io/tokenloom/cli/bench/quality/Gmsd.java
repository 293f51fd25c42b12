package io.tokenloom.cli.bench.quality;

/**
 * Gradient magnitude similarity deviation after Xue, Zhang, Mou and Bovik (2014): both planes are halved, their gradients
 * taken with Prewitt's filter (0 beyond the border), and the standard deviation of the gradients' similarity, with the
 * constant 170 for values 0..255, is the measure. 0 is best.
 */
final class Gmsd {
    private static final double CONSTANT = 170;

    private Gmsd() {}

    /** Of two planes of the same size. */
    static double of(Plane one, Plane other) {
        double[] a = gradients(one.halved());
        double[] b = gradients(other.halved());
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            double similarity = (2 * a[i] * b[i] + CONSTANT) / (a[i] * a[i] + b[i] * b[i] + CONSTANT);
            sum += similarity;
            squares += similarity * similarity;
        }
        double mean = sum / a.length;
        return Math.sqrt(Math.max(0, squares / a.length - mean * mean));
    }

    private static double[] gradients(Plane plane) {
        int width = plane.width();
        double[] result = new double[plane.values().length];
        for (int y = 0; y < plane.height(); y++) {
            for (int x = 0; x < width; x++) {
                double across = 0;
                double down = 0;
                for (int k = -1; k <= 1; k++) {
                    across += at(plane, x + 1, y + k) - at(plane, x - 1, y + k);
                    down += at(plane, x + k, y + 1) - at(plane, x + k, y - 1);
                }
                result[y * width + x] = Math.hypot(across / 3, down / 3);
            }
        }
        return result;
    }

    private static double at(Plane plane, int x, int y) {
        return x < 0 || x >= plane.width() || y < 0 || y >= plane.height() ? 0 : plane.values()[y * plane.width() + x];
    }
}
