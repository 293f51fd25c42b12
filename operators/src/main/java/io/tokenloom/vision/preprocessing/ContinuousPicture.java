package io.tokenloom.vision.preprocessing;

/**
 * A prepared picture whose values were not rounded. A kernel with negative weights may leave 0..255.
 *
 * @param width pixels of a row
 * @param height number of rows
 * @param planes {@code 3 * width * height} values
 * @param view what of which source picture it shows
 */
public record ContinuousPicture(int width, int height, float[] planes, SourceView view) implements PreparedPicture {
    /** Checks the size. */
    public ContinuousPicture {
        if (planes.length != 3 * width * height) {
            throw new IllegalArgumentException("three planes of " + width + "x" + height + " have " + 3 * width * height
                    + " values, not " + planes.length);
        }
    }
}
