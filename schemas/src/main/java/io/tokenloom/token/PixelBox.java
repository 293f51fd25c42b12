package io.tokenloom.token;

/**
 * A box of a picture, in pixels with fractions; may reach beyond the picture where the model saw padding. Immutable.
 *
 * @param top distance from the picture's upper edge
 * @param left distance from the picture's left edge
 * @param height of the box
 * @param width of the box
 */
public record PixelBox(double top, double left, double height, double width) {
    /** What of it lies in a picture; of no height or width where nothing does. */
    public PixelBox within(int pictureHeight, int pictureWidth) {
        double upper = Math.min(Math.max(top, 0), pictureHeight);
        double lower = Math.min(Math.max(top + height, 0), pictureHeight);
        double near = Math.min(Math.max(left, 0), pictureWidth);
        double far = Math.min(Math.max(left + width, 0), pictureWidth);
        return new PixelBox(upper, near, lower - upper, far - near);
    }
}
