package io.tokenloom.vision.quantization;

import java.util.Random;

/** Seeded numbers for tests. */
final class RandomFeatures {
    private RandomFeatures() {}

    /** Normally distributed. */
    static float[] of(long seed, int length) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Small whole numbers, so that equal distances are frequent and exact. */
    static float[] coarse(long seed, int length) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextInt(3) - 1;
        }
        return values;
    }
}
