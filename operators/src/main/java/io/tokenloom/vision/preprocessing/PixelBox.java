package io.tokenloom.vision.preprocessing;

/**
 * A part of a picture, in its pixels: the top left corner of the picture is 0, 0, the middle of its first pixel 0.5, 0.5.
 *
 * @param top above the box
 * @param left of the box
 * @param height of the box
 * @param width of the box
 */
public record PixelBox(float top, float left, float height, float width) {
    /** All of a picture. */
    public static PixelBox whole(int width, int height) {
        return new PixelBox(0, 0, height, width);
    }
}
