package io.tokenloom.bundle;

import io.tokenloom.media.RgbImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Reads the golden pictures of a bundle: opaque 8-bit PNG, vouched for by their hash. */
final class GoldenPng {
    private GoldenPng() {}

    /** @throws IllegalArgumentException if it is no PNG */
    static RgbImage decode(byte[] png) {
        BufferedImage image;
        try {
            image = ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException e) {
            throw new IllegalArgumentException("the picture can't be read: " + e.getMessage(), e);
        }
        if (image == null) {
            throw new IllegalArgumentException("the picture is no PNG");
        }
        int[] argb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        byte[] rgb = new byte[3 * argb.length];
        for (int i = 0; i < argb.length; i++) {
            rgb[3 * i] = (byte) (argb[i] >> 16);
            rgb[3 * i + 1] = (byte) (argb[i] >> 8);
            rgb[3 * i + 2] = (byte) argb[i];
        }
        return new RgbImage(image.getWidth(), image.getHeight(), rgb);
    }
}
