package io.tokenloom.media;

/** From the samples of a JPEG to RGB, by the full-range BT.601 of JFIF, in the fixed-point arithmetic of libjpeg. */
final class JpegColour {
    private static final int BITS = 16;
    private static final int HALF = 1 << BITS - 1;
    private static final int[] RED_OF_CR = new int[256];
    private static final int[] BLUE_OF_CB = new int[256];
    private static final int[] GREEN_OF_CR = new int[256];
    private static final int[] GREEN_OF_CB = new int[256];

    static {
        for (int i = 0; i < 256; i++) {
            int chroma = i - 128;
            RED_OF_CR[i] = fixed(1.40200) * chroma + HALF >> BITS;
            BLUE_OF_CB[i] = fixed(1.77200) * chroma + HALF >> BITS;
            GREEN_OF_CR[i] = -fixed(0.71414) * chroma;
            GREEN_OF_CB[i] = -fixed(0.34414) * chroma + HALF;
        }
    }

    private JpegColour() {}

    private static int fixed(double factor) {
        return (int) (factor * (1 << BITS) + 0.5);
    }

    static Pixels.Colour of(JpegFile.Samples samples) {
        return switch (samples) {
            case GREY -> Pixels.grey(0);
            case RGB -> Pixels.rgb(0);
            case YCC -> JpegColour::ofYcc;
            case CMYK -> JpegColour::ofCmyk;
            case YCCK -> JpegColour::ofYcck;
        };
    }

    private static void ofYcc(int[] samples, byte[] rgb) {
        for (int i = 0; i < rgb.length; i += 3) {
            int y = samples[i];
            int cb = samples[i + 1];
            int cr = samples[i + 2];
            rgb[i] = (byte) clamp(y + RED_OF_CR[cr]);
            rgb[i + 1] = (byte) clamp(y + (GREEN_OF_CB[cb] + GREEN_OF_CR[cr] >> BITS));
            rgb[i + 2] = (byte) clamp(y + BLUE_OF_CB[cb]);
        }
    }

    /** Inverted: 255 is no ink. */
    private static void ofCmyk(int[] samples, byte[] rgb) {
        for (int from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
            int white = samples[from + 3];
            rgb[to] = (byte) scaled(samples[from], white);
            rgb[to + 1] = (byte) scaled(samples[from + 1], white);
            rgb[to + 2] = (byte) scaled(samples[from + 2], white);
        }
    }

    /** YCC of the inks' complement, which, as the inks are inverted, leaves 255 minus the stored ink. */
    private static void ofYcck(int[] samples, byte[] rgb) {
        for (int from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
            int y = samples[from];
            int cb = samples[from + 1];
            int cr = samples[from + 2];
            int white = samples[from + 3];
            rgb[to] = (byte) scaled(255 - clamp(y + RED_OF_CR[cr]), white);
            rgb[to + 1] = (byte) scaled(255 - clamp(y + (GREEN_OF_CB[cb] + GREEN_OF_CR[cr] >> BITS)), white);
            rgb[to + 2] = (byte) scaled(255 - clamp(y + BLUE_OF_CB[cb]), white);
        }
    }

    private static int scaled(int value, int of255) {
        return (value * of255 + 127) / 255;
    }

    private static int clamp(int value) {
        return value < 0 ? 0 : Math.min(value, 255);
    }
}
