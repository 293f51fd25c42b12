package io.tokenloom.vision.preprocessing;

import io.tokenloom.media.RgbImage;

/**
 * A prepared picture whose values were rounded to 8 bits.
 *
 * @param width pixels of a row
 * @param height number of rows
 * @param planes {@code 3 * width * height} bytes
 * @param view what of which source picture it shows
 */
public record EightBitPicture(int width, int height, byte[] planes, SourceView view) implements PreparedPicture {
    /** Checks the size. */
    public EightBitPicture {
        if (planes.length != 3 * width * height) {
            throw new IllegalArgumentException("three planes of " + width + "x" + height + " have " + 3 * width * height
                    + " bytes, not " + planes.length);
        }
    }

    /** A square one that a model made, which is its own source. */
    public static EightBitPicture square(int side, byte[] planes) {
        return new EightBitPicture(side, side, planes, SourceView.whole(side, side));
    }

    /** The planes of a picture. */
    static EightBitPicture of(RgbImage picture, SourceView view) {
        byte[] rgb = picture.rgb();
        int pixels = rgb.length / 3;
        byte[] planes = new byte[rgb.length];
        for (int i = 0; i < pixels; i++) {
            planes[i] = rgb[3 * i];
            planes[pixels + i] = rgb[3 * i + 1];
            planes[2 * pixels + i] = rgb[3 * i + 2];
        }
        return new EightBitPicture(picture.width(), picture.height(), planes, view);
    }

    /**
     * Peak signal-to-noise ratio against another picture of the same size.
     *
     * @return dB over all three planes, infinite where they are equal
     */
    public double psnr(EightBitPicture other) {
        long squares = 0;
        for (int i = 0; i < planes.length; i++) {
            int difference = (planes[i] & 0xFF) - (other.planes[i] & 0xFF);
            squares += (long) difference * difference;
        }
        return squares == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(255.0 * 255.0 * planes.length / squares);
    }
}
