package io.tokenloom.vision.quantization;

import java.util.List;
import java.util.Objects;

/**
 * Finite scalar quantization (Mentzer et al., "Finite Scalar Quantization: VQ-VAE Made Simple", 2023; appendix A.1), as
 * FlexTok uses it. No table: each dimension is bounded to L levels and rounded, and the id is the number that the levels
 * write, the first dimension the lowest digit.
 *
 * <pre>
 *   h = (L - 1) * 1.001 / 2        o = 0.5 if L is even, else 0
 *   digit = rint(tanh(z + atanh(o / h)) * h - o) + floor(L / 2)        rint: half to even
 * </pre>
 *
 * <p>Every step is rounded to float; tanh and atanh are taken in double and then rounded. A margin is the least distance of
 * a bounded value from where it would be rounded to another level, from 0 to 0.5.
 */
public final class FiniteScalar implements PositionQuantizer {
    /** Soon after, the factor 1.001 alone would reach one level too many. */
    private static final int MAX_LEVELS = 1000;

    private static final float WIDENING = 1.001f;
    /** How far a code may lie from a level and still be that level, rounded. */
    private static final float CODE_TOLERANCE = 0.01f;

    /** What the features are. */
    public enum Features {
        /** What the encoder gives: they are bounded and rounded here. */
        LATENTS,
        /**
         * Already rounded, divided by floor(L / 2) into -1 to 1: what a graph gives that ends with its quantizer's vectors
         * in place of its ids. A value that is no level is refused.
         */
        CODES
    }

    private final List<Integer> levels;
    private final Features features;
    private final float[] half;
    private final float[] offset;
    private final float[] shift;
    private final int[] basis;
    private final int codebookSize;

    /**
     * @param levels of each dimension, 2 to 1000
     * @throws IllegalArgumentException if there are none, one is outside of that, or ids would not fit an int
     */
    public FiniteScalar(List<Integer> levels, Features features) {
        if (levels.isEmpty() || levels.stream().anyMatch(level -> level < 2 || level > MAX_LEVELS)) {
            throw new IllegalArgumentException("levels are 2 to " + MAX_LEVELS + " for each dimension, not " + levels);
        }
        this.levels = List.copyOf(levels);
        this.features = Objects.requireNonNull(features, "features");
        half = new float[levels.size()];
        offset = new float[levels.size()];
        shift = new float[levels.size()];
        basis = new int[levels.size()];
        long product = 1;
        for (int i = 0; i < half.length; i++) {
            int level = levels.get(i);
            half[i] = (level - 1) * WIDENING / 2;
            offset[i] = level % 2 == 0 ? 0.5f : 0;
            shift[i] = atanh(offset[i] / half[i]);
            basis[i] = (int) product;
            product *= level;
            if (product > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("levels " + levels + " make more ids than an int can tell apart");
            }
        }
        codebookSize = (int) product;
    }

    private static float atanh(float x) {
        return (float) (0.5 * StrictMath.log1p(2.0 * x / (1.0 - x)));
    }

    @Override
    public int dimension() {
        return half.length;
    }

    @Override
    public int codebookSize() {
        return codebookSize;
    }

    @Override
    public Codes quantize(FeatureMap map) {
        map.requireDimension(dimension());
        int[] ids = new int[map.positions()];
        float[] margins = new float[ids.length];
        float[] vector = new float[dimension()];
        for (int position = 0; position < ids.length; position++) {
            map.copy(position, vector, 0);
            float margin = 0.5f;
            for (int i = 0; i < vector.length; i++) {
                float value = features == Features.LATENTS ? bound(vector[i], i) : vector[i] * (levels.get(i) / 2);
                float rounded = (float) Math.rint(value);
                int digit = (int) rounded + levels.get(i) / 2;
                if (features == Features.CODES) {
                    requireLevel(position, i, vector[i], Math.abs(value - rounded), digit);
                }
                ids[position] += digit * basis[i];
                margin = Math.min(margin, 0.5f - Math.abs(value - rounded));
            }
            margins[position] = margin;
        }
        return new Codes(1, ids, margins);
    }

    private float bound(float latent, int i) {
        return (float) StrictMath.tanh(latent + shift[i]) * half[i] - offset[i];
    }

    private void requireLevel(int position, int i, float code, float distance, int digit) {
        if (!(distance <= CODE_TOLERANCE) || digit < 0 || digit >= levels.get(i)) {
            throw FeatureMap.broken("the code " + code + " in dimension " + i + " at position " + position
                    + " is none of its " + levels.get(i) + " levels");
        }
    }
}
