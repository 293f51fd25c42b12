package io.tokenloom.streams.statistics;

import java.util.Arrays;

/**
 * A text of bytes as byte-pair encoding tokenizes it that was learned of the text itself.
 *
 * @param ids of the tokens
 * @param bytes of each token
 */
@SuppressWarnings("ArrayRecordComponent")
record BytePairs(int[] ids, int[] bytes) {
    /** Merges the most frequent pair of neighbours, so many times; bytes are 0 and 1. */
    static BytePairs of(int[] text, int merges) {
        int[] ids = text.clone();
        int[] lengths = new int[2 + merges];
        Arrays.fill(lengths, 0, 2, 1);
        for (int made = 2; made < 2 + merges; made++) {
            int[] pair = mostFrequent(ids, made);
            lengths[made] = lengths[pair[0]] + lengths[pair[1]];
            ids = merged(ids, pair, made);
        }
        return new BytePairs(ids, Arrays.stream(ids).map(id -> lengths[id]).toArray());
    }

    private static int[] mostFrequent(int[] ids, int vocabularySize) {
        int[] counts = new int[vocabularySize * vocabularySize];
        for (int i = 1; i < ids.length; i++) {
            counts[ids[i - 1] * vocabularySize + ids[i]]++;
        }
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return new int[] {best / vocabularySize, best % vocabularySize};
    }

    private static int[] merged(int[] ids, int[] pair, int as) {
        int[] merged = new int[ids.length];
        int size = 0;
        for (int i = 0; i < ids.length; i++) {
            boolean both = i + 1 < ids.length && ids[i] == pair[0] && ids[i + 1] == pair[1];
            merged[size++] = both ? as : ids[i];
            i += both ? 1 : 0;
        }
        return Arrays.copyOf(merged, size);
    }
}
