package io.tokenloom.vision.preprocessing;

import io.tokenloom.media.RgbImage;
import io.tokenloom.token.PixelBox;

/**
 * The part of a source picture that a model sees.
 *
 * @param sourceWidth pixels of a row of the source picture
 * @param sourceHeight number of rows of the source picture
 * @param seen the part of it
 */
public record SourceView(int sourceWidth, int sourceHeight, PixelBox seen) {
    /** All of a picture. */
    public static SourceView whole(int width, int height) {
        return new SourceView(width, height, new PixelBox(0, 0, height, width));
    }

    /** All of a picture. */
    public static SourceView whole(RgbImage picture) {
        return whole(picture.width(), picture.height());
    }
}
