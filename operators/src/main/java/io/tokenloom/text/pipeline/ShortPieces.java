package io.tokenloom.text.pipeline;

/**
 * Tokens of the shortest pieces, which are most of a text: up to {@value #BYTES_OF_A_PIECE} bytes, in entries of two longs:
 * the bytes with their number in the last, and the ids packed as in {@link WordCache}. Each piece has one place; the last one
 * met is there. Small, so that it stays in the processor's second cache. Memory: {@value #BYTES} bytes, always. Not
 * thread-safe.
 */
final class ShortPieces {
    static final int BYTES_OF_A_PIECE = 7;
    static final int ENTRY = 2;

    private static final int PLACE_BITS = 16;
    static final int BYTES = ENTRY * Long.BYTES << PLACE_BITS;

    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final long[] table = new long[ENTRY << PLACE_BITS];

    /** The table itself. */
    long[] table() {
        return table;
    }

    /** Where the entry of a key is if it is there. */
    static int place(long key) {
        return (int) (key * MIX >>> Long.SIZE - PLACE_BITS) * ENTRY;
    }

    void put(long key, long packedIds) {
        int place = place(key);
        table[place] = key;
        table[place + 1] = packedIds;
    }
}
