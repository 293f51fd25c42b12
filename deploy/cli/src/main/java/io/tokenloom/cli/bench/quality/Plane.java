package io.tokenloom.cli.bench.quality;

import io.tokenloom.vision.preprocessing.EightBitPicture;

/**
 * One plane of numbers, row by row. Immutable by agreement: the array is not copied.
 *
 * @param width numbers of a row
 * @param height number of rows
 * @param values all of them
 */
record Plane(int width, int height, double[] values) {
    /** Checks the number of values. */
    Plane {
        if (values.length != width * height) {
            throw new IllegalArgumentException(
                    "a plane of " + width + " x " + height + " has not " + values.length + " values");
        }
    }

    /** Red (0), green (1) or blue (2), 0..255. */
    static Plane colour(EightBitPicture picture, int colour) {
        double[] values = new double[picture.width() * picture.height()];
        int from = colour * values.length;
        for (int i = 0; i < values.length; i++) {
            values[i] = picture.planes()[from + i] & 0xFF;
        }
        return new Plane(picture.width(), picture.height(), values);
    }

    /** Luma of ITU-R BT.601 in full range, 0..255. */
    static Plane luma(EightBitPicture picture) {
        return weighted(picture, 0.299, 0.587, 0.114);
    }

    /** Blue difference Cb of ITU-R BT.601 in full range, about 0. */
    static Plane blueDifference(EightBitPicture picture) {
        return weighted(picture, -0.168736, -0.331264, 0.5);
    }

    /** Red difference Cr of ITU-R BT.601 in full range, about 0. */
    static Plane redDifference(EightBitPicture picture) {
        return weighted(picture, 0.5, -0.418688, -0.081312);
    }

    private static Plane weighted(EightBitPicture picture, double red, double green, double blue) {
        byte[] planes = picture.planes();
        int size = picture.width() * picture.height();
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] =
                    red * (planes[i] & 0xFF) + green * (planes[size + i] & 0xFF) + blue * (planes[2 * size + i] & 0xFF);
        }
        return new Plane(picture.width(), picture.height(), values);
    }

    /** This minus another of the same size. */
    Plane minus(Plane other) {
        double[] difference = new double[values.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = values[i] - other.values[i];
        }
        return new Plane(width, height, difference);
    }

    /** The means of squares of 2 x 2 values; an odd last row or column is left out. */
    Plane halved() {
        int halfWidth = width / 2;
        int halfHeight = height / 2;
        double[] means = new double[halfWidth * halfHeight];
        for (int y = 0; y < halfHeight; y++) {
            for (int x = 0; x < halfWidth; x++) {
                int at = 2 * y * width + 2 * x;
                means[y * halfWidth + x] =
                        (values[at] + values[at + 1] + values[at + width] + values[at + width + 1]) / 4;
            }
        }
        return new Plane(halfWidth, halfHeight, means);
    }

    /** The Laplacian of four neighbours, of all values that have them: two rows and columns fewer. */
    Plane laplacian() {
        double[] result = new double[(width - 2) * (height - 2)];
        int to = 0;
        for (int y = 1; y < height - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                int at = y * width + x;
                result[to++] =
                        values[at - 1] + values[at + 1] + values[at - width] + values[at + width] - 4 * values[at];
            }
        }
        return new Plane(width - 2, height - 2, result);
    }
}
