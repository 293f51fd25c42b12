package io.tokenloom.text.dynamic;

import java.util.List;

/**
 * A batch whose sequences were shortened together.
 *
 * @param delta the tokens that were made for it
 * @param sequences the ids of each sequence, in the order they were given; below {@link VocabularyDelta#baseSize()} they
 *     are the base tokenizer's. The arrays are the holder's own
 */
public record DynamicBatch(VocabularyDelta delta, List<int[]> sequences) {
    public DynamicBatch {
        sequences = List.copyOf(sequences);
    }

    /** How many tokens all sequences have together. */
    public long tokens() {
        return sequences.stream().mapToLong(ids -> ids.length).sum();
    }
}
