package io.tokenloom.vision.preprocessing;

import io.tokenloom.media.RgbImage;

/**
 * Scaled until the short side has a length, the long one in proportion and rounded down, then a window from the centre:
 * {@code Resize(int)} and {@code CenterCrop} of torchvision, {@code shortest_edge} and {@code crop_size} of Hugging Face.
 *
 * @param shortSide length of the short side before the crop
 * @param width pixels of a row of the result, at most {@code shortSide}
 * @param height number of rows of the result, at most {@code shortSide}
 * @param resampling how it is scaled
 * @param rounding where the window begins
 */
public record ShortSideCrop(int shortSide, int width, int height, Resampling resampling, CropRounding rounding)
        implements Sizing {
    /** The name in a manifest. */
    public static final String NAME = "short-side-crop";

    /** Checks that every picture is large enough for the window. */
    public ShortSideCrop {
        if (width > shortSide || height > shortSide) {
            throw new IllegalArgumentException("a window of " + width + "x" + height + " does not fit a picture whose"
                    + " short side has " + shortSide + " pixels; make it at least as long");
        }
    }

    @Override
    public String manifestName() {
        return NAME;
    }

    @Override
    public String identity() {
        return NAME + " " + shortSide + " " + width + "x" + height + " " + resampling.manifestName() + " "
                + rounding.manifestName();
    }

    @Override
    public PreparedPicture apply(RgbImage picture) {
        boolean upright = picture.width() <= picture.height();
        int source = upright ? picture.width() : picture.height();
        int sourceLong = upright ? picture.height() : picture.width();
        int longSide = (int) ((double) ((long) shortSide * sourceLong) / source);
        int scaledWidth = upright ? shortSide : longSide;
        int scaledHeight = upright ? longSide : shortSide;
        return resampling.resize(
                picture,
                new ScaledCrop(
                        scaledWidth,
                        scaledHeight,
                        rounding.before(scaledWidth, width),
                        rounding.before(scaledHeight, height),
                        width,
                        height));
    }
}
