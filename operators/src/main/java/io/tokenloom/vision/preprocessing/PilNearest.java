package io.tokenloom.vision.preprocessing;

import io.tokenloom.media.RgbImage;

/**
 * {@code Image.resize} of Pillow with {@code NEAREST}: the source pixel under the middle of each pixel. The middles are
 * found by adding up the scale, as there, for the last bit decides on pixel borders.
 */
record PilNearest() implements Resizer {
    @Override
    public EightBitPicture resize(RgbImage source, ScaledCrop crop) {
        int[] columns = sources(source.width(), crop.scaledWidth(), crop.left(), crop.width());
        int[] rows = sources(source.height(), crop.scaledHeight(), crop.top(), crop.height());
        byte[] planes = new byte[3 * crop.width() * crop.height()];
        int to = 0;
        for (int colour = 0; colour < 3; colour++) {
            for (int row : rows) {
                int start = 3 * row * source.width() + colour;
                for (int column : columns) {
                    planes[to++] = source.rgb()[start + 3 * column];
                }
            }
        }
        return new EightBitPicture(crop.width(), crop.height(), planes, crop.view(source));
    }

    private static int[] sources(int source, int target, int from, int size) {
        double scale = (double) source / target;
        double middle = scale * 0.5;
        int[] sources = new int[size];
        for (int i = 0; i < from + size; i++) {
            if (i >= from) {
                sources[i - from] = (int) middle;
            }
            middle += scale;
        }
        return sources;
    }
}
