package io.tokenloom.cli.bench.quality;

/**
 * What a codec puts into a picture that was not there, each as one number; 0 is none. They are taken of the error, decoded
 * minus original, so that edges and colours of the original do not count against anybody. What a blurred picture lacks is
 * an error as well: it counts where it is a jump at the border of a block or a quick change of colour, as it does in a
 * picture that has details of its own there.
 */
final class Artefacts {
    private static final int[] BLOCKS = {8, 16};

    private Artefacts() {}

    /**
     * The blocking effect factor of Yim and Bovik (2011), summed over blocks of 8 and 16 pixels, of the error of luma, in
     * squares of grey levels. For a block of B pixels: by how much the mean square of the difference of neighbours is
     * larger across the borders of blocks than within them, times log2 B / log2 of the shorter side; 0 where it is not
     * larger.
     */
    static double blockiness(Plane error) {
        double sum = 0;
        for (int block : BLOCKS) {
            sum += blockingEffect(error, block);
        }
        return sum;
    }

    private static double blockingEffect(Plane error, int block) {
        double[] values = error.values();
        int width = error.width();
        int height = error.height();
        double border = 0;
        double inside = 0;
        long borders = 0;
        long insides = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                if (x + 1 < width) {
                    double square = square(values[at + 1] - values[at]);
                    if ((x + 1) % block == 0) {
                        border += square;
                        borders++;
                    } else {
                        inside += square;
                        insides++;
                    }
                }
                if (y + 1 < height) {
                    double square = square(values[at + width] - values[at]);
                    if ((y + 1) % block == 0) {
                        border += square;
                        borders++;
                    } else {
                        inside += square;
                        insides++;
                    }
                }
            }
        }
        if (borders == 0 || insides == 0) {
            return 0;
        }
        double excess = border / borders - inside / insides;
        return excess > 0 ? excess * Math.log(block) / Math.log(Math.min(width, height)) : 0;
    }

    /** Root mean square of the Laplacian of the error of Cb and Cr, in grey levels. */
    static double colourNoise(Plane blueError, Plane redError) {
        Plane blue = blueError.laplacian();
        Plane red = redError.laplacian();
        double squares = 0;
        for (int i = 0; i < blue.values().length; i++) {
            squares += square(blue.values()[i]) + square(red.values()[i]);
        }
        return Math.sqrt(squares / (2 * blue.values().length));
    }

    /**
     * Root mean square of that by which the Laplacian of Cb or Cr of the decoded plane is larger, in size, than that of the
     * original at the same place: of colours that change where those of the original do not. A blur has none of it.
     */
    static double addedColour(Plane originalBlue, Plane originalRed, Plane decodedBlue, Plane decodedRed) {
        return Math.sqrt((added(originalBlue, decodedBlue) + added(originalRed, decodedRed)) / 2);
    }

    private static double added(Plane original, Plane decoded) {
        double[] before = original.laplacian().values();
        double[] after = decoded.laplacian().values();
        double squares = 0;
        for (int i = 0; i < before.length; i++) {
            squares += square(Math.max(0, Math.abs(after[i]) - Math.abs(before[i])));
        }
        return squares / before.length;
    }

    private static double square(double value) {
        return value * value;
    }
}
