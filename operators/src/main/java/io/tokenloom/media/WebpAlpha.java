package io.tokenloom.media;

import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;

/**
 * The alpha of a lossy WebP: a plane of its own, stored as it is or as the green of a lossless image, with each value
 * told as the difference from a neighbour.
 *
 * @param body the ALPH chunk: a byte of methods, then the data
 */
record WebpAlpha(byte[] body) {
    private static final int LOSSLESS_HEADER_BYTES = 5;
    private static final int GREEN = 1;

    /** Lays the picture over white, in place. */
    void layOverWhite(RgbImage picture) throws IOException {
        byte[] alpha = plane(picture.width(), picture.height());
        byte[] rgb = picture.rgb();
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = Pixels.overWhite(rgb[i] & 0xff, alpha[i / 3] & 0xff);
        }
    }

    private byte[] plane(int width, int height) throws IOException {
        int methods = body[0];
        byte[] plane =
                switch (methods & 3) {
                    case 0 -> stored(width, height);
                    case 1 -> lossless(width, height);
                    default -> throw ImageFailure.broken(MediaType.WEBP, "its alpha is stored in an unknown way");
                };
        unfilter(plane, width, height, methods >> 2 & 3);
        return plane;
    }

    private byte[] stored(int width, int height) {
        if (body.length - 1 < width * height) {
            throw ImageFailure.broken(
                    MediaType.WEBP, "its alpha has " + (body.length - 1) + " bytes of " + width * height);
        }
        return Arrays.copyOfRange(body, 1, 1 + width * height);
    }

    private byte[] lossless(int width, int height) throws IOException {
        byte[] data = new byte[LOSSLESS_HEADER_BYTES + body.length - 1];
        int size = width - 1 | height - 1 << 14;
        data[0] = 0x2f;
        for (int i = 0; i < 4; i++) {
            data[1 + i] = (byte) (size >> 8 * i);
        }
        System.arraycopy(body, 1, data, LOSSLESS_HEADER_BYTES, body.length - 1);
        Raster raster =
                Codec.WEBP.read(WebpFile.riff("VP8L", data), MediaType.WEBP).getRaster();
        byte[] plane = new byte[width * height];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            raster.getSamples(0, y, width, 1, GREEN, row);
            for (int x = 0; x < width; x++) {
                plane[y * width + x] = (byte) row[x];
            }
        }
        return plane;
    }

    /** Adds to each value the neighbour, or the estimate from three, that it is the difference from. */
    private static void unfilter(byte[] plane, int width, int height, int filter) {
        if (filter == 0) {
            return;
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                int left = x > 0 ? plane[at - 1] & 0xff : 0;
                int above = y > 0 ? plane[at - width] & 0xff : 0;
                int predicted;
                if (x == 0 || y == 0) {
                    // On the edges there is but one neighbour, on the first pixel none.
                    predicted = y == 0 ? left : above;
                } else if (filter == 1) {
                    predicted = left;
                } else if (filter == 2) {
                    predicted = above;
                } else {
                    int estimate = left + above - (plane[at - width - 1] & 0xff);
                    predicted = Math.max(0, Math.min(255, estimate));
                }
                plane[at] += (byte) predicted;
            }
        }
    }
}
