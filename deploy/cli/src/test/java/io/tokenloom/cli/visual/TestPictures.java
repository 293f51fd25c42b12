package io.tokenloom.cli.visual;

import io.tokenloom.cli.picture.Bitmaps;
import io.tokenloom.cli.picture.PictureFormat;
import io.tokenloom.media.RgbImage;

/** Pictures that tests make. */
public final class TestPictures {
    private TestPictures() {}

    /** Four quadrants of these greys: upper left, upper right, lower left, lower right. */
    public static RgbImage quadrants(int width, int height, int... greys) {
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                byte grey = (byte) greys[(2 * y < height ? 0 : 2) + (2 * x < width ? 0 : 1)];
                int at = 3 * (y * width + x);
                rgb[at] = grey;
                rgb[at + 1] = grey;
                rgb[at + 2] = grey;
            }
        }
        return new RgbImage(width, height, rgb);
    }

    /** The picture as a PNG file. */
    public static byte[] png(RgbImage picture) {
        return PictureFormat.PNG.encode(Bitmaps.of(picture));
    }
}
