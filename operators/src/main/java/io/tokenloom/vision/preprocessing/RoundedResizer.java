package io.tokenloom.vision.preprocessing;

import io.tokenloom.media.RgbImage;

/**
 * Another's result in 8 bits: first cut to 0..255, then rounded half to even, as torchvision does with a uint8 tensor that
 * it resizes in float32.
 *
 * @param exact the other
 */
record RoundedResizer(TorchResizer exact) implements Resizer {
    @Override
    public EightBitPicture resize(RgbImage source, ScaledCrop crop) {
        ContinuousPicture picture = exact.resize(source, crop);
        byte[] planes = new byte[picture.planes().length];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = (byte) Math.rint(Math.max(0, Math.min(255, picture.planes()[i])));
        }
        return new EightBitPicture(picture.width(), picture.height(), planes, picture.view());
    }
}
