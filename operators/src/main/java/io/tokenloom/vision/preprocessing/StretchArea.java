package io.tokenloom.vision.preprocessing;

import io.tokenloom.media.RgbImage;

/**
 * The whole picture, stretched: each pixel of the result is the mean of the area that it covers, rounded half to even;
 * where the picture is smaller than the result, bilinear between pixel centres. 8-bit sRGB values as they are. Works
 * separably: first along rows, then along columns, in double precision, rounded once.
 *
 * @param width pixels of a row of the result
 * @param height number of rows of the result
 */
public record StretchArea(int width, int height) implements Sizing {
    /** The name in a manifest. */
    public static final String NAME = "stretch-area-1";

    @Override
    public String manifestName() {
        return NAME;
    }

    @Override
    public String identity() {
        return NAME + " " + width + "x" + height;
    }

    @Override
    public EightBitPicture apply(RgbImage picture) {
        Weights across = Weights.of(picture.width(), width);
        Weights down = Weights.of(picture.height(), height);
        double[] sums = new double[3 * width * height];
        double[] row = new double[3 * width];
        for (int y = 0; y < picture.height(); y++) {
            if (!down.uses(y)) {
                continue;
            }
            shrinkRow(picture, y, across, row);
            for (int target = down.firstTarget(y); target < height && down.first[target] <= y; target++) {
                double weight = down.weight(target, y);
                if (weight != 0) {
                    for (int i = 0; i < row.length; i++) {
                        sums[target * row.length + i] += weight * row[i];
                    }
                }
            }
        }
        byte[] planes = new byte[3 * width * height];
        for (int pixel = 0; pixel < width * height; pixel++) {
            for (int colour = 0; colour < 3; colour++) {
                planes[colour * width * height + pixel] = (byte) Math.rint(sums[3 * pixel + colour]);
            }
        }
        return new EightBitPicture(width, height, planes, SourceView.whole(picture));
    }

    private void shrinkRow(RgbImage picture, int y, Weights across, double[] row) {
        int start = y * picture.width() * 3;
        for (int target = 0; target < width; target++) {
            double red = 0;
            double green = 0;
            double blue = 0;
            double[] weights = across.weights[target];
            int at = start + 3 * across.first[target];
            for (double weight : weights) {
                red += weight * (picture.rgb()[at] & 0xFF);
                green += weight * (picture.rgb()[at + 1] & 0xFF);
                blue += weight * (picture.rgb()[at + 2] & 0xFF);
                at += 3;
            }
            row[3 * target] = red;
            row[3 * target + 1] = green;
            row[3 * target + 2] = blue;
        }
    }

    /** Which source pixels make a target pixel, along one axis. */
    private record Weights(int[] first, double[][] weights) {
        static Weights of(int source, int target) {
            int[] first = new int[target];
            double[][] weights = new double[target][];
            double scale = (double) source / target;
            for (int i = 0; i < target; i++) {
                if (source >= target) {
                    double from = i * scale;
                    double to = Math.min(source, (i + 1) * scale);
                    first[i] = (int) Math.floor(from);
                    int last = Math.min(source - 1, (int) Math.ceil(to) - 1);
                    weights[i] = new double[last - first[i] + 1];
                    for (int pixel = first[i]; pixel <= last; pixel++) {
                        double covered = Math.min(to, pixel + 1) - Math.max(from, pixel);
                        weights[i][pixel - first[i]] = covered / (to - from);
                    }
                } else {
                    double centre = Math.max(0, Math.min(source - 1, (i + 0.5) * scale - 0.5));
                    first[i] = Math.max(0, Math.min(source - 2, (int) Math.floor(centre)));
                    double second = centre - first[i];
                    weights[i] = source == 1 ? new double[] {1} : new double[] {1 - second, second};
                }
            }
            return new Weights(first, weights);
        }

        boolean uses(int source) {
            int target = firstTarget(source);
            return target < first.length && first[target] <= source;
        }

        /** The first target pixel that ends at or after a source pixel. */
        int firstTarget(int source) {
            int low = 0;
            int high = first.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (first[middle] + weights[middle].length > source) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }

        double weight(int target, int source) {
            int index = source - first[target];
            return index >= 0 && index < weights[target].length ? weights[target][index] : 0;
        }
    }
}
