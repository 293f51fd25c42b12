package io.tokenloom.vision.preprocessing;

import io.tokenloom.media.RgbImage;

/**
 * {@code center_crop_arr} of guided-diffusion (Dhariwal and Nichol, "Diffusion Models Beat GANs on Image Synthesis", 2021),
 * which TokenFlow and FQGAN took over: halved with Pillow's box filter while the short side is at least twice the target,
 * then scaled with Pillow's bicubic one until the short side is the target, then a square from the centre. The steps
 * between show in the result, for each is rounded to 8 bits.
 *
 * @param side width and height of the result in pixels
 */
public record CenterCropArr(int side) implements Sizing {
    /** The name in a manifest. */
    public static final String NAME = "center-crop-arr";

    private static final PilResizer HALVING = new PilResizer(PilKernel.BOX);
    private static final PilResizer SCALING = new PilResizer(PilKernel.BICUBIC);

    @Override
    public String manifestName() {
        return NAME;
    }

    @Override
    public int width() {
        return side;
    }

    @Override
    public int height() {
        return side;
    }

    @Override
    public String identity() {
        return NAME + " " + side + "x" + side;
    }

    @Override
    public EightBitPicture apply(RgbImage picture) {
        RgbImage halved = picture;
        while (Math.min(halved.width(), halved.height()) >= 2 * side) {
            halved = HALVING.scaled(halved, ScaledCrop.whole(halved.width() / 2, halved.height() / 2));
        }
        double scale = (double) side / Math.min(halved.width(), halved.height());
        int width = (int) Math.rint(halved.width() * scale);
        int height = (int) Math.rint(halved.height() * scale);
        ScaledCrop crop = new ScaledCrop(
                width,
                height,
                CropRounding.FLOOR.before(width, side),
                CropRounding.FLOOR.before(height, side),
                side,
                side);
        return EightBitPicture.of(SCALING.scaled(halved, crop), crop.view(picture));
    }
}
