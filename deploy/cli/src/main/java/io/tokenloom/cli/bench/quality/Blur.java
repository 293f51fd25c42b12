package io.tokenloom.cli.bench.quality;

import io.tokenloom.vision.preprocessing.EightBitPicture;

/**
 * The original, blurred until it is as far from itself as what it stands beside: what the measures say of a picture that
 * has no artefacts at all, only too few details. It is no way to say a picture in few bytes.
 */
final class Blur {
    /** For people. */
    static final String TITLE = "blur of that PSNR";

    private static final int ROUNDS = 16;
    /** Deviations of the Gaussian that its window reaches to both sides. */
    private static final int REACH = 3;

    private Blur() {}

    /**
     * The Gaussian blur of a PSNR; where even the strongest, of half a side, is nearer than that, this one.
     *
     * @param psnr dB
     */
    static EightBitPicture asFar(Judge judge, double psnr) {
        double low = 0;
        double high = judge.side() / 2.0;
        for (int round = 0; round < ROUNDS; round++) {
            double deviation = (low + high) / 2;
            if (judge.psnr(blurred(judge.original(), deviation)) > psnr) {
                low = deviation;
            } else {
                high = deviation;
            }
        }
        return blurred(judge.original(), high);
    }

    private static EightBitPicture blurred(EightBitPicture picture, double deviation) {
        double[] kernel = kernel(deviation);
        int side = picture.width();
        byte[] planes = new byte[picture.planes().length];
        for (int colour = 0; colour < 3; colour++) {
            double[] rows = alongRows(Plane.colour(picture, colour).values(), side, kernel);
            double[] both = transposed(alongRows(transposed(rows, side), side, kernel), side);
            for (int i = 0; i < both.length; i++) {
                planes[colour * both.length + i] = (byte) Math.round(both[i]);
            }
        }
        return EightBitPicture.square(side, planes);
    }

    /** Edges are repeated. */
    private static double[] alongRows(double[] values, int side, double[] kernel) {
        int reach = kernel.length / 2;
        double[] blurred = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int row = i / side * side;
            for (int k = -reach; k <= reach; k++) {
                int x = Math.max(0, Math.min(side - 1, i - row + k));
                blurred[i] += kernel[k + reach] * values[row + x];
            }
        }
        return blurred;
    }

    private static double[] transposed(double[] values, int side) {
        double[] turned = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            turned[i % side * side + i / side] = values[i];
        }
        return turned;
    }

    private static double[] kernel(double deviation) {
        int reach = (int) Math.ceil(REACH * deviation);
        double[] kernel = new double[2 * reach + 1];
        double sum = 0;
        for (int k = -reach; k <= reach; k++) {
            kernel[k + reach] = Math.exp(-k * k / (2 * deviation * deviation));
            sum += kernel[k + reach];
        }
        for (int k = 0; k < kernel.length; k++) {
            kernel[k] /= sum;
        }
        return kernel;
    }
}
