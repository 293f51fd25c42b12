package io.tokenloom.vision.preprocessing;

import io.tokenloom.media.RgbImage;

/**
 * The whole picture, stretched, whatever its proportions.
 *
 * @param width pixels of a row of the result
 * @param height number of rows of the result
 * @param resampling how
 */
public record Stretch(int width, int height, Resampling resampling) implements Sizing {
    /** The name in a manifest. */
    public static final String NAME = "stretch";

    @Override
    public String manifestName() {
        return NAME;
    }

    @Override
    public String identity() {
        return NAME + " " + width + "x" + height + " " + resampling.manifestName();
    }

    @Override
    public PreparedPicture apply(RgbImage picture) {
        return resampling.resize(picture, ScaledCrop.whole(width, height));
    }
}
