package io.tokenloom.media;

import java.io.IOException;

/** An image file taken apart, with nothing decoded yet. */
sealed interface ImageFile permits JpegFile, PngFile, GifFile, WebpFile {
    /** What the file says of itself. */
    ImageHeader header();

    /**
     * Decodes the pixels. Called once the header is within the limits.
     *
     * @throws IOException when the codec finds the file broken
     */
    RgbImage decode() throws IOException;
}
