package io.tokenloom.vision;

/**
 * A picture in the size of a model: three planes, red, green, blue, each row by row, 8 bits. Immutable by agreement: the
 * array is not copied.
 *
 * @param side width and height in pixels
 * @param planes {@code 3 * side * side} bytes
 */
public record PreparedPicture(int side, byte[] planes) {
    /** Checks the size. */
    public PreparedPicture {
        if (planes.length != 3 * side * side) {
            throw new IllegalArgumentException("three planes of " + side + "x" + side + " have " + 3 * side * side
                    + " bytes, not " + planes.length);
        }
    }

    /**
     * Peak signal-to-noise ratio against another picture of the same size.
     *
     * @return dB over all three planes, infinite where they are equal
     */
    public double psnr(PreparedPicture other) {
        long squares = 0;
        for (int i = 0; i < planes.length; i++) {
            int difference = (planes[i] & 0xFF) - (other.planes[i] & 0xFF);
            squares += (long) difference * difference;
        }
        return squares == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(255.0 * 255.0 * planes.length / squares);
    }
}
