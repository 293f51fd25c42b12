package io.tokenloom.vision.preprocessing;

import io.tokenloom.media.RgbImage;
import java.util.Arrays;

/**
 * {@code Image.resize} of Pillow for 8-bit RGB, byte for byte: first along rows, rounded to 8 bits, then along columns,
 * rounded again, in fixed point. After {@code Resample.c} of Pillow.
 *
 * @param kernel the kernel
 */
record PilResizer(PilKernel kernel) implements Resizer {
    private static final int HALF = 1 << (PilAxis.PRECISION - 1);

    @Override
    public EightBitPicture resize(RgbImage source, ScaledCrop crop) {
        return EightBitPicture.of(scaled(source, crop), crop.view(source));
    }

    RgbImage scaled(RgbImage source, ScaledCrop crop) {
        PilAxis across = PilAxis.of(source.width(), crop.scaledWidth(), crop.left(), crop.width(), kernel);
        PilAxis down = PilAxis.of(source.height(), crop.scaledHeight(), crop.top(), crop.height(), kernel);
        int firstRow = down.firstSource();
        int rows = down.endSource() - firstRow;
        byte[] narrow = new byte[rows * crop.width() * 3];
        for (int y = 0; y < rows; y++) {
            alongRow(source, firstRow + y, across, narrow, y * crop.width() * 3);
        }
        return new RgbImage(crop.width(), crop.height(), alongColumns(narrow, firstRow, crop.width() * 3, down));
    }

    private static void alongRow(RgbImage source, int y, PilAxis across, byte[] to, int offset) {
        byte[] rgb = source.rgb();
        int[] first = across.first();
        int[] count = across.count();
        int[] weights = across.weights();
        int taps = across.taps();
        int start = y * source.width() * 3;
        int target = offset;
        for (int x = 0; x < first.length; x++) {
            int red = HALF;
            int green = HALF;
            int blue = HALF;
            int at = start + 3 * first[x];
            int end = x * taps + count[x];
            for (int k = x * taps; k < end; k++, at += 3) {
                int weight = weights[k];
                red += (rgb[at] & 0xFF) * weight;
                green += (rgb[at + 1] & 0xFF) * weight;
                blue += (rgb[at + 2] & 0xFF) * weight;
            }
            to[target++] = rounded(red);
            to[target++] = rounded(green);
            to[target++] = rounded(blue);
        }
    }

    /** By whole rows, which lie together in memory. */
    private static byte[] alongColumns(byte[] narrow, int firstRow, int rowBytes, PilAxis down) {
        int height = down.first().length;
        byte[] result = new byte[height * rowBytes];
        int[] sums = new int[rowBytes];
        for (int y = 0; y < height; y++) {
            Arrays.fill(sums, HALF);
            for (int k = 0; k < down.count()[y]; k++) {
                int row = (down.first()[y] + k - firstRow) * rowBytes;
                add(narrow, row, down.weights()[y * down.taps() + k], sums);
            }
            for (int i = 0; i < rowBytes; i++) {
                result[y * rowBytes + i] = rounded(sums[i]);
            }
        }
        return result;
    }

    private static void add(byte[] values, int offset, int weight, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += (values[offset + i] & 0xFF) * weight;
        }
    }

    private static byte rounded(int sum) {
        return (byte) Math.max(0, Math.min(255, sum >> PilAxis.PRECISION));
    }
}
