package io.tokenloom.cli.bench.quality;

import io.tokenloom.media.RgbImage;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import io.tokenloom.vision.preprocessing.Resampling;
import io.tokenloom.vision.preprocessing.Stretch;

/** Pictures in other sizes, by Pillow's arithmetic: it averages over what it skips, and its bicubic is Catmull and Rom's. */
final class Scaling {
    private Scaling() {}

    /** The same with the three values of a pixel side by side. */
    static RgbImage interleaved(EightBitPicture picture) {
        byte[] planes = picture.planes();
        int pixels = planes.length / 3;
        byte[] rgb = new byte[planes.length];
        for (int i = 0; i < pixels; i++) {
            rgb[3 * i] = planes[i];
            rgb[3 * i + 1] = planes[pixels + i];
            rgb[3 * i + 2] = planes[2 * pixels + i];
        }
        return new RgbImage(picture.width(), picture.height(), rgb);
    }

    /** The picture in this size. */
    static EightBitPicture to(RgbImage picture, int width, int height, Resampling resampling) {
        // All of Pillow's give 8 bits.
        return (EightBitPicture) new Stretch(width, height, resampling).apply(picture);
    }
}
