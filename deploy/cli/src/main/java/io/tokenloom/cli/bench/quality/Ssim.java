package io.tokenloom.cli.bench.quality;

/**
 * Structural similarity after Wang, Bovik, Sheikh and Simoncelli (2004): a Gaussian window of 11 x 11 with a standard
 * deviation of 1.5, K1 = 0.01, K2 = 0.03, values 0..255, the mean over all places where the window fits.
 */
final class Ssim {
    /** Side of the window; a smaller picture can't be measured. */
    static final int WINDOW = 11;

    private static final double DEVIATION = 1.5;
    private static final double C1 = 0.01 * 255 * 0.01 * 255;
    private static final double C2 = 0.03 * 255 * 0.03 * 255;
    private static final double[] KERNEL = kernel();

    private Ssim() {}

    private static double[] kernel() {
        double[] kernel = new double[WINDOW];
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            double distance = i - WINDOW / 2;
            kernel[i] = Math.exp(-distance * distance / (2 * DEVIATION * DEVIATION));
            sum += kernel[i];
        }
        for (int i = 0; i < WINDOW; i++) {
            kernel[i] /= sum;
        }
        return kernel;
    }

    /**
     * Means over a plane.
     *
     * @param similarity of lightness, contrast and structure
     * @param contrastStructure the same without lightness
     */
    record Means(double similarity, double contrastStructure) {}

    /** A plane that others are compared with, and what does not depend on them. Immutable. */
    static final class Original {
        private final Plane plane;
        private final double[] means;
        private final double[] meanSquares;

        /** @param plane at least {@link #WINDOW} a side */
        Original(Plane plane) {
            this.plane = plane;
            this.means = windowed(plane.values(), plane.width());
            this.meanSquares = windowed(product(plane, plane), plane.width());
        }

        /** Of another plane of the same size. */
        Means with(Plane other) {
            int width = plane.width();
            double[] otherMeans = windowed(other.values(), width);
            double[] otherSquares = windowed(product(other, other), width);
            double[] meanProducts = windowed(product(plane, other), width);
            double similarity = 0;
            double contrastStructure = 0;
            for (int i = 0; i < means.length; i++) {
                double product = means[i] * otherMeans[i];
                double squares = means[i] * means[i] + otherMeans[i] * otherMeans[i];
                double structure =
                        (2 * (meanProducts[i] - product) + C2) / (meanSquares[i] + otherSquares[i] - squares + C2);
                contrastStructure += structure;
                similarity += structure * (2 * product + C1) / (squares + C1);
            }
            return new Means(similarity / means.length, contrastStructure / means.length);
        }
    }

    private static double[] product(Plane one, Plane other) {
        double[] products = new double[one.values().length];
        for (int i = 0; i < products.length; i++) {
            products[i] = one.values()[i] * other.values()[i];
        }
        return products;
    }

    /** Means under the window wherever it fits: along rows, then along columns. */
    private static double[] windowed(double[] values, int width) {
        int height = values.length / width;
        int newWidth = width - WINDOW + 1;
        int newHeight = height - WINDOW + 1;
        double[] rows = new double[newWidth * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < newWidth; x++) {
                double sum = 0;
                int at = y * width + x;
                for (int k = 0; k < WINDOW; k++) {
                    sum += KERNEL[k] * values[at + k];
                }
                rows[y * newWidth + x] = sum;
            }
        }
        double[] result = new double[newWidth * newHeight];
        for (int y = 0; y < newHeight; y++) {
            for (int k = 0; k < WINDOW; k++) {
                double weight = KERNEL[k];
                int from = (y + k) * newWidth;
                int to = y * newWidth;
                for (int x = 0; x < newWidth; x++) {
                    result[to + x] += weight * rows[from + x];
                }
            }
        }
        return result;
    }
}
