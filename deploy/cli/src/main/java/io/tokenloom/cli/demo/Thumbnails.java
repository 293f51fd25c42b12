package io.tokenloom.cli.demo;

import io.tokenloom.cli.picture.Bitmaps;
import io.tokenloom.cli.picture.PictureFormat;
import io.tokenloom.media.RgbImage;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import io.tokenloom.vision.preprocessing.StretchArea;

/**
 * Small pictures for the page, in the proportions of their source.
 *
 * @param width pixels of a row
 * @param height number of rows
 */
record Thumbnails(int width, int height) {
    /** As large as fits a square of this side. */
    static Thumbnails within(int side, RgbImage picture) {
        double scale = (double) side / Math.max(picture.width(), picture.height());
        return new Thumbnails(Math.max(1, (int) Math.round(picture.width() * scale)), Math.max(1, (int)
                Math.round(picture.height() * scale)));
    }

    /** A source picture: by area to a square first, for a bilinear step leaves out pixels of a large one. */
    String of(RgbImage picture) {
        int side = Math.max(width, height);
        return of(new StretchArea(side, side).apply(picture));
    }

    /** A picture of a model. */
    String of(EightBitPicture picture) {
        return PictureFormat.JPEG.dataUri(Bitmaps.scaled(Bitmaps.of(picture), width, height));
    }
}
