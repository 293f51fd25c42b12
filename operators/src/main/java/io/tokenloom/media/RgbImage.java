package io.tokenloom.media;

/**
 * A decoded picture. Immutable by agreement: the array is not copied.
 *
 * @param width in pixels
 * @param height in pixels
 * @param rgb red, green, blue of each pixel, row by row, 8 bits
 */
public record RgbImage(int width, int height, byte[] rgb) {
    /** Checks the size. */
    public RgbImage {
        if (width < 1 || height < 1 || (long) width * height * 3 != rgb.length) {
            throw new IllegalArgumentException(width + "x" + height + " pixels have not " + rgb.length + " bytes");
        }
    }
}
