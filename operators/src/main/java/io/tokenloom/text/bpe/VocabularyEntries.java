package io.tokenloom.text.bpe;

/**
 * What is known of each token, in two longs side by side, so that all of it comes with one read of memory. Thread-safe once
 * filled.
 *
 * <p>The first long is the token's two parts, 21 bits each, and above them what {@link #shorter} gives. That is written late and
 * by any thread, which may do so twice; whatever else a thread finds in the upper half it does not know yet.
 */
final class VocabularyEntries {
    /** What {@link #shorter} gives as long as nobody has said. */
    static final int UNKNOWN = -2;

    private static final int BITS = 21;
    private static final int MASK = (1 << BITS) - 1;

    private final long[] longs;

    VocabularyEntries(int capacity) {
        longs = new long[2 * capacity];
    }

    void put(int token, int id, int length) {
        longs[2 * token + 1] = (long) id << Integer.SIZE | length;
    }

    void putParts(int token, int left, int right) {
        longs[2 * token] = parts(left, right);
    }

    private static long parts(int left, int right) {
        return (long) left << BITS | right;
    }

    boolean hasParts(int token, int left, int right) {
        return (longs[2 * token] & (1L << 2 * BITS) - 1) == parts(left, right);
    }

    int left(int token) {
        return (int) (longs[2 * token] >>> BITS) & MASK;
    }

    int right(int token) {
        return (int) longs[2 * token] & MASK;
    }

    int id(int token) {
        return (int) (longs[2 * token + 1] >>> Integer.SIZE);
    }

    /** How many bytes a token has. */
    int length(int token) {
        return (int) longs[2 * token + 1];
    }

    /** The next shorter token that a token begins with, {@link MergeTree#NONE}, or {@link #UNKNOWN}. */
    int shorter(int token) {
        return (int) (longs[2 * token] >>> 2 * BITS) + UNKNOWN;
    }

    void putShorter(int token, int shorter) {
        longs[2 * token] |= (long) (shorter - UNKNOWN) << 2 * BITS;
    }
}
