package io.tokenloom.text.bpe;

/**
 * Merges the bytes of a short piece by the definition: again and again the pair that makes the lowest token, the leftmost of
 * equals. Time is the square of the length, but what is read is near: the pairs that are met on the way are the most frequent
 * of all, while the tokens that {@link BytePairEncoder} tries are far apart. Not thread-safe.
 */
final class ShortMerges {
    /** The longest piece, in bytes. */
    static final int LENGTH = 256;

    private static final int PLACE_BITS = 8;
    /** More than any token; {@link MergeTree#NONE} becomes it. */
    private static final int NOT_MERGED = (1 << Integer.SIZE - 1 - PLACE_BITS) - 1;

    private final MergeTree tree;
    private final int[] symbols = new int[LENGTH];
    /** What each symbol and the next one merge into. */
    private final int[] merged = new int[LENGTH];

    /** @param tree whose first symbols are the single bytes, in their order; it may grow, in the order of merges */
    ShortMerges(MergeTree tree) {
        this.tree = tree;
    }

    /**
     * Writes what is left of the bytes of a piece.
     *
     * @param out gets tokens from an index on
     * @return how many there are
     */
    int encode(byte[] utf8, int from, int to, int[] out, int size) {
        int count = start(utf8, from, to);
        int[] tokens = symbols;
        int[] pairs = merged;
        for (int lowest = lowest(count); lowest < NOT_MERGED << PLACE_BITS; lowest = lowest(count)) {
            int at = lowest & (1 << PLACE_BITS) - 1;
            int token = lowest >>> PLACE_BITS;
            count--;
            for (int i = at + 1; i < count; i++) {
                tokens[i] = tokens[i + 1];
                pairs[i] = pairs[i + 1];
            }
            tokens[at] = token;
            pairs[at] = at + 1 < count ? tree.merged(token, tokens[at + 1]) & NOT_MERGED : NOT_MERGED;
            if (at > 0) {
                pairs[at - 1] = tree.merged(tokens[at - 1], token) & NOT_MERGED;
            }
        }
        System.arraycopy(tokens, 0, out, size, count);
        return count;
    }

    private int start(byte[] utf8, int from, int to) {
        int[] bytePairs = tree.bytePairs();
        int last = utf8[from] & 0xff;
        symbols[0] = last;
        for (int i = 1; i < to - from; i++) {
            int b = utf8[from + i] & 0xff;
            symbols[i] = b;
            merged[i - 1] = bytePairs[last << Byte.SIZE | b] & NOT_MERGED;
            last = b;
        }
        return to - from;
    }

    /** The lowest token that a pair makes, and where. */
    private int lowest(int count) {
        int lowest = NOT_MERGED << PLACE_BITS;
        for (int i = 0; i < count - 1; i++) {
            lowest = Math.min(lowest, merged[i] << PLACE_BITS | i);
        }
        return lowest;
    }
}
