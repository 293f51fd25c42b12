package io.tokenloom.text.normalize;

import java.util.List;

/**
 * Normalizers one after the other. Thread-safe: immutable.
 *
 * @param steps in order
 */
public record NormalizerSequence(List<Normalizer> steps) implements Normalizer {
    public NormalizerSequence {
        steps = List.copyOf(steps);
    }

    @Override
    public boolean leaves(byte[] utf8, int from, int to) {
        for (Normalizer step : steps) {
            if (!step.leaves(utf8, from, to)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void normalize(NormalizedText text) {
        for (Normalizer step : steps) {
            if (!step.leaves(text.bytes(), 0, text.length())) {
                step.normalize(text);
            }
        }
    }
}
