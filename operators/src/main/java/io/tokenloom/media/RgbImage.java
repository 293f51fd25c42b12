package io.tokenloom.media;

import java.util.Arrays;

/**
 * Decoded pixels, uint8 {@code [height, width, channel=3]}, RGB, rows from the top. Two are equal if their size and all
 * pixels are. Thread-safe as long as nobody writes into the array, which is not copied, as it may have 48 MB: whoever
 * hands it over gives it away, whoever gets it only reads.
 *
 * @param width pixels of a row
 * @param height number of rows
 * @param rgb {@code width * height * 3} bytes
 */
public record RgbImage(int width, int height, byte[] rgb) {
    public RgbImage {
        if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException("an image of " + width + " x " + height + " has " + 3L * width * height
                    + " bytes, at least 3, not " + rgb.length);
        }
    }

    /** The pixel in column {@code x} of row {@code y}, as {@code 0xRRGGBB}. */
    public int pixel(int x, int y) {
        if (x < 0 || x >= width || y < 0 || y >= height) {
            throw new IndexOutOfBoundsException(x + ", " + y + " lies outside " + width + " x " + height);
        }
        int at = 3 * (y * width + x);
        return (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | rgb[at + 2] & 0xff;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RgbImage that
                && width == that.width
                && height == that.height
                && Arrays.equals(rgb, that.rgb);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(rgb);
    }

    @Override
    public String toString() {
        return "RgbImage[" + width + " x " + height + "]";
    }
}
