package io.tokenloom.cli.bench.quality;

import io.tokenloom.media.RgbImage;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import io.tokenloom.vision.preprocessing.Resampling;

/** How raw pixels are stored in few bits, with neither header nor prediction. */
sealed interface ThumbnailFormat {
    /** Bits of a picture of this size. */
    int bits(int width, int height);

    /** The picture as it is read back, enlarged to a square of this side. */
    EightBitPicture restored(RgbImage small, int side, Resampling enlarging);

    private static byte rounded(int value, int bits) {
        int most = (1 << bits) - 1;
        return (byte) Math.round(Math.round((value & 0xFF) * most / 255.0) * 255.0 / most);
    }

    /** Bits for each of red, green and blue. */
    record Rgb(int red, int green, int blue) implements ThumbnailFormat {
        @Override
        public int bits(int width, int height) {
            return width * height * (red + green + blue);
        }

        @Override
        public EightBitPicture restored(RgbImage small, int side, Resampling enlarging) {
            byte[] stored = new byte[small.rgb().length];
            for (int i = 0; i < stored.length; i += 3) {
                stored[i] = rounded(small.rgb()[i], red);
                stored[i + 1] = rounded(small.rgb()[i + 1], green);
                stored[i + 2] = rounded(small.rgb()[i + 2], blue);
            }
            return Scaling.to(new RgbImage(small.width(), small.height(), stored), side, side, enlarging);
        }
    }

    /** Luma for each pixel, and two colour differences for each square of 2 x 2, all of this many bits. */
    record Subsampled(int each) implements ThumbnailFormat {
        @Override
        public int bits(int width, int height) {
            return each * (width * height + 2 * halved(width) * halved(height));
        }

        private static int halved(int length) {
            return (length + 1) / 2;
        }

        @Override
        public EightBitPicture restored(RgbImage small, int side, Resampling enlarging) {
            int width = small.width();
            int height = small.height();
            byte[] luma = new byte[small.rgb().length];
            byte[] colour = new byte[small.rgb().length];
            for (int i = 0; i < luma.length; i += 3) {
                int red = small.rgb()[i] & 0xFF;
                int green = small.rgb()[i + 1] & 0xFF;
                int blue = small.rgb()[i + 2] & 0xFF;
                luma[i] = rounded((int) Math.round(0.299 * red + 0.587 * green + 0.114 * blue), each);
                colour[i] = eightBit(128 - 0.168736 * red - 0.331264 * green + 0.5 * blue);
                colour[i + 1] = eightBit(128 + 0.5 * red - 0.418688 * green - 0.081312 * blue);
            }
            EightBitPicture half =
                    Scaling.to(new RgbImage(width, height, colour), halved(width), halved(height), Resampling.PIL_BOX);
            byte[] stored = Scaling.interleaved(half).rgb();
            for (int i = 0; i < stored.length; i++) {
                stored[i] = rounded(stored[i], each);
            }
            return together(
                    Scaling.to(new RgbImage(width, height, luma), side, side, enlarging),
                    Scaling.to(new RgbImage(half.width(), half.height(), stored), side, side, enlarging));
        }

        private static EightBitPicture together(EightBitPicture luma, EightBitPicture colour) {
            int side = luma.width();
            int size = side * side;
            byte[] planes = new byte[3 * size];
            for (int i = 0; i < size; i++) {
                int y = luma.planes()[i] & 0xFF;
                int blue = (colour.planes()[i] & 0xFF) - 128;
                int red = (colour.planes()[size + i] & 0xFF) - 128;
                planes[i] = eightBit(y + 1.402 * red);
                planes[size + i] = eightBit(y - 0.344136 * blue - 0.714136 * red);
                planes[2 * size + i] = eightBit(y + 1.772 * blue);
            }
            return EightBitPicture.square(side, planes);
        }

        private static byte eightBit(double value) {
            return (byte) Math.max(0, Math.min(255, Math.round(value)));
        }
    }
}
