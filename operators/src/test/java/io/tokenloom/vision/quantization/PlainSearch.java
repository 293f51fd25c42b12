package io.tokenloom.vision.quantization;

import java.util.Arrays;

/** The distances of {@link NearestCode} as its documentation says them, in the plainest loops, and in double. */
record PlainSearch(float[] codes, int dimension, Normalisation normalisation) {
    PlainSearch {
        codes = codes.clone();
        for (int at = 0; at < codes.length && normalisation == Normalisation.FEATURES_AND_CODES; at += dimension) {
            System.arraycopy(unit(Arrays.copyOfRange(codes, at, at + dimension)), 0, codes, at, dimension);
        }
    }

    float[] distances(float[] features) {
        float[] x = normalisation == Normalisation.NONE ? features : unit(features);
        float[] distances = new float[codes.length / dimension];
        for (int id = 0; id < distances.length; id++) {
            float[] c = code(id);
            float product = 0;
            for (int i = 0; i < dimension; i++) {
                product += x[i] * c[i];
            }
            distances[id] = square(x) + square(c) - 2 * product;
        }
        return distances;
    }

    static int lowestOfLeast(float[] distances) {
        int least = 0;
        for (int id = 1; id < distances.length; id++) {
            if (distances[id] < distances[least]) {
                least = id;
            }
        }
        return least;
    }

    static float margin(float[] distances, int nearest) {
        float second = Float.POSITIVE_INFINITY;
        for (int id = 0; id < distances.length; id++) {
            if (id != nearest) {
                second = Math.min(second, distances[id]);
            }
        }
        return second - distances[nearest];
    }

    /** The squared distance, with no rounding to speak of. */
    double exactly(float[] features, int id) {
        float[] x = normalisation == Normalisation.NONE ? features : unit(features);
        float[] c = code(id);
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            sum += ((double) x[i] - c[i]) * ((double) x[i] - c[i]);
        }
        return sum;
    }

    double exactLeast(float[] features) {
        double least = Double.POSITIVE_INFINITY;
        for (int id = 0; id < codes.length / dimension; id++) {
            least = Math.min(least, exactly(features, id));
        }
        return least;
    }

    private float[] code(int id) {
        return Arrays.copyOfRange(codes, id * dimension, (id + 1) * dimension);
    }

    private static float square(float[] vector) {
        float sum = 0;
        for (float value : vector) {
            sum += value * value;
        }
        return sum;
    }

    private static float[] unit(float[] vector) {
        float length = Math.max((float) Math.sqrt(square(vector)), 1e-12f);
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = vector[i] / length;
        }
        return unit;
    }
}
