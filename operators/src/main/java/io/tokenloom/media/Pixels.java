package io.tokenloom.media;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * From the samples of a codec to RGB, row by row. Colour profiles are not applied and greys not corrected, as the
 * samples are what models are trained on; ImageIO's own conversions would do both.
 */
final class Pixels {
    private static final int OPAQUE = 255;

    private Pixels() {}

    /** Makes RGB of a row. */
    interface Colour {
        /**
         * @param samples all samples of the row, pixel after pixel
         * @param rgb gets three bytes for each pixel
         */
        void convert(int[] samples, byte[] rgb);
    }

    /** All rows of a raster, turned as they are to be shown. */
    static RgbImage of(Raster raster, Colour colour, Orientation orientation) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        byte[] shown = new byte[3 * width * height];
        int[] samples = new int[width * raster.getNumBands()];
        byte[] row = new byte[3 * width];
        int step = 3 * orientation.step(height);
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, samples);
            colour.convert(samples, row);
            int to = 3 * orientation.start(width, height, y);
            if (step == 3) {
                System.arraycopy(row, 0, shown, to, row.length);
            } else {
                for (int from = 0; from < row.length; from += 3, to += step) {
                    shown[to] = row[from];
                    shown[to + 1] = row[from + 1];
                    shown[to + 2] = row[from + 2];
                }
            }
        }
        return orientation.swapsSides() ? new RgbImage(height, width, shown) : new RgbImage(width, height, shown);
    }

    /** An image that was stored with another orientation, as it is to be shown. */
    static RgbImage turned(RgbImage image, Orientation orientation) {
        DataBufferByte data = new DataBufferByte(image.rgb(), image.rgb().length);
        Raster raster = Raster.createInterleavedRaster(
                data, image.width(), image.height(), 3 * image.width(), 3, new int[] {0, 1, 2}, null);
        return of(raster, rgb(0), orientation);
    }

    /** How to read an image whose samples are grey or RGB, with alpha or without, or numbers of a palette. */
    static Colour colourOf(BufferedImage image) {
        if (image.getColorModel() instanceof IndexColorModel palette) {
            int[] argb = new int[palette.getMapSize()];
            palette.getRGBs(argb);
            return paletteOf(argb);
        }
        int bits = image.getSampleModel().getSampleSize(0);
        int shift = bits - 8;
        if (shift != 0 && shift != 8) {
            throw new IllegalStateException("samples of " + bits + " bits");
        }
        return switch (image.getRaster().getNumBands()) {
            case 1 -> grey(shift);
            case 2 -> greyAndAlpha(shift);
            case 3 -> rgb(shift);
            case 4 -> rgbAndAlpha(shift);
            default -> throw new IllegalStateException(image.getRaster().getNumBands() + " samples for each pixel");
        };
    }

    static Colour paletteOf(int[] argb) {
        return (samples, rgb) -> {
            for (int i = 0; i < samples.length; i++) {
                int colour = argb[samples[i]];
                int alpha = colour >>> 24;
                rgb[3 * i] = overWhite(colour >> 16 & 0xff, alpha);
                rgb[3 * i + 1] = overWhite(colour >> 8 & 0xff, alpha);
                rgb[3 * i + 2] = overWhite(colour & 0xff, alpha);
            }
        };
    }

    static Colour grey(int shift) {
        return (samples, rgb) -> {
            for (int i = 0; i < samples.length; i++) {
                byte value = (byte) (samples[i] >> shift);
                rgb[3 * i] = value;
                rgb[3 * i + 1] = value;
                rgb[3 * i + 2] = value;
            }
        };
    }

    private static Colour greyAndAlpha(int shift) {
        return (samples, rgb) -> {
            for (int i = 0; i < samples.length / 2; i++) {
                byte value = overWhite(samples[2 * i] >> shift, samples[2 * i + 1] >> shift);
                rgb[3 * i] = value;
                rgb[3 * i + 1] = value;
                rgb[3 * i + 2] = value;
            }
        };
    }

    static Colour rgb(int shift) {
        return (samples, rgb) -> {
            for (int i = 0; i < samples.length; i++) {
                rgb[i] = (byte) (samples[i] >> shift);
            }
        };
    }

    private static Colour rgbAndAlpha(int shift) {
        return (samples, rgb) -> {
            for (int from = 0, to = 0; from < samples.length; from += 4, to += 3) {
                int alpha = samples[from + 3] >> shift;
                rgb[to] = overWhite(samples[from] >> shift, alpha);
                rgb[to + 1] = overWhite(samples[from + 1] >> shift, alpha);
                rgb[to + 2] = overWhite(samples[from + 2] >> shift, alpha);
            }
        };
    }

    /**
     * PNG's way to make one colour of an image without alpha transparent: pixels whose samples are all equal to the key
     * become white.
     */
    static Colour withKey(Colour colour, int[] key) {
        return (samples, rgb) -> {
            colour.convert(samples, rgb);
            for (int i = 0; i < rgb.length / 3; i++) {
                boolean transparent = true;
                for (int band = 0; band < key.length; band++) {
                    transparent &= samples[i * key.length + band] == key[band];
                }
                if (transparent) {
                    rgb[3 * i] = (byte) OPAQUE;
                    rgb[3 * i + 1] = (byte) OPAQUE;
                    rgb[3 * i + 2] = (byte) OPAQUE;
                }
            }
        };
    }

    /** A colour with alpha, laid over white, rounded to the nearest. */
    static byte overWhite(int value, int alpha) {
        return (byte) ((value * alpha + OPAQUE * (OPAQUE - alpha) + OPAQUE / 2) / OPAQUE);
    }

    /** Lays an image on a white canvas; what lies outside is cut off. */
    static RgbImage onCanvas(RgbImage image, int left, int top, int width, int height) {
        if (left == 0 && top == 0 && image.width() == width && image.height() == height) {
            return image;
        }
        byte[] canvas = new byte[3 * width * height];
        Arrays.fill(canvas, (byte) OPAQUE);
        int columns = Math.min(image.width(), width - left);
        int rows = Math.min(image.height(), height - top);
        for (int y = 0; y < rows && columns > 0; y++) {
            System.arraycopy(image.rgb(), 3 * y * image.width(), canvas, 3 * ((top + y) * width + left), 3 * columns);
        }
        return new RgbImage(width, height, canvas);
    }
}
