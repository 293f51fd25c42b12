package io.tokenloom.vision.preprocessing;

import io.tokenloom.media.RgbImage;
import io.tokenloom.token.PixelBox;

/**
 * A picture scaled to a size, and the window of it that is kept. Each value of a scaled picture depends on the source
 * alone, so that nothing outside the window has to be computed.
 *
 * @param scaledWidth pixels of a row of the whole scaled picture
 * @param scaledHeight number of rows of the whole scaled picture
 * @param left columns before the window
 * @param top rows above the window
 * @param width pixels of a row of the window
 * @param height number of rows of the window
 */
record ScaledCrop(int scaledWidth, int scaledHeight, int left, int top, int width, int height) {
    ScaledCrop {
        if (width < 1
                || height < 1
                || left < 0
                || top < 0
                || left + width > scaledWidth
                || top + height > scaledHeight) {
            throw new IllegalArgumentException("a window of " + width + "x" + height + " at " + left + ", " + top
                    + " does not lie within " + scaledWidth + "x" + scaledHeight);
        }
    }

    static ScaledCrop whole(int width, int height) {
        return new ScaledCrop(width, height, 0, 0, width, height);
    }

    /** What the window shows of a source picture. */
    SourceView view(RgbImage source) {
        double across = (double) source.width() / scaledWidth;
        double down = (double) source.height() / scaledHeight;
        return new SourceView(
                source.width(),
                source.height(),
                new PixelBox(top * down, left * across, height * down, width * across));
    }
}
