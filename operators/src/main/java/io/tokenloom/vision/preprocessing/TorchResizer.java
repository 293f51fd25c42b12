package io.tokenloom.vision.preprocessing;

import io.tokenloom.media.RgbImage;

/**
 * {@code torch.nn.functional.interpolate} of a float32 picture on the scale 0..255: first along rows, then along columns.
 * Equal to PyTorch up to the last bits, where its compilers fuse additions and multiplications.
 *
 * @param kernel the kernel
 * @param antialias whether the kernel is widened where the picture shrinks
 */
record TorchResizer(TorchKernel kernel, Antialias antialias) implements Resizer {
    /** Whether the kernel is widened where the picture shrinks. */
    enum Antialias {
        ON,
        OFF
    }

    @Override
    public ContinuousPicture resize(RgbImage source, ScaledCrop crop) {
        TorchAxis across = axis(source.width(), crop.scaledWidth(), crop.left(), crop.width());
        TorchAxis down = axis(source.height(), crop.scaledHeight(), crop.top(), crop.height());
        int firstRow = down.firstSource();
        int rows = down.endSource() - firstRow;
        int width = crop.width();
        float[] planes = new float[3 * width * crop.height()];
        float[] row = new float[source.width()];
        float[] narrow = new float[rows * width];
        for (int colour = 0; colour < 3; colour++) {
            for (int y = 0; y < rows; y++) {
                int at = 3 * (firstRow + y) * source.width() + colour;
                for (int x = 0; x < row.length; x++, at += 3) {
                    row[x] = source.rgb()[at] & 0xFF;
                }
                alongRow(row, across, narrow, y * width);
            }
            alongColumns(narrow, firstRow, width, down, planes, colour * width * crop.height());
        }
        return new ContinuousPicture(width, crop.height(), planes, crop.view(source));
    }

    private TorchAxis axis(int source, int target, int from, int size) {
        return antialias == Antialias.ON
                ? TorchAxis.antialiased(source, target, from, size, kernel)
                : TorchAxis.plain(source, target, from, size, kernel);
    }

    private static void alongRow(float[] row, TorchAxis across, float[] to, int offset) {
        for (int x = 0; x < across.count().length; x++) {
            float sum = 0;
            int end = x * across.taps() + across.count()[x];
            for (int k = x * across.taps(); k < end; k++) {
                sum += row[across.index()[k]] * across.weights()[k];
            }
            to[offset + x] = sum;
        }
    }

    /** By whole rows, which lie together in memory. */
    private static void alongColumns(float[] narrow, int firstRow, int width, TorchAxis down, float[] to, int offset) {
        for (int y = 0; y < down.count().length; y++) {
            int target = offset + y * width;
            int end = y * down.taps() + down.count()[y];
            for (int k = y * down.taps(); k < end; k++) {
                int row = (down.index()[k] - firstRow) * width;
                float weight = down.weights()[k];
                for (int x = 0; x < width; x++) {
                    to[target + x] += narrow[row + x] * weight;
                }
            }
        }
    }
}
