package io.tokenloom.text.pipeline;

import io.tokenloom.text.piece.ShortPiece;

/**
 * Tokens of pieces of up to {@value WordKey#LENGTH} bytes: entries of 32 bytes, three longs of key and one of {@link PackedIds},
 * in sets of two. Grows, and replaces entries, as {@link ShortPieces} does. Not thread-safe.
 */
final class WordCache {
    private static final int ENTRY = 4;
    private static final int SET = 2 * ENTRY;

    /** Memory of a set. */
    static final int SET_BYTES = SET * Long.BYTES;

    private static final long MIX_0 = 0x9E3779B97F4A7C15L;
    private static final long MIX_1 = 0xC2B2AE3D27D4EB4FL;
    private static final long MIX_2 = 0x165667B19E3779F9L;

    private final int mostBits;
    private long[] table;
    private int shift;
    /** How many places were taken. */
    private int filled;
    /** Of the piece at hand. */
    private final long[] key = new long[WordKey.LONGS];

    /**
     * An empty table.
     *
     * @param bits as a power of two, how many sets of two there are
     * @param mostBits the same, up to which the table grows
     */
    WordCache(int bits, int mostBits) {
        this.mostBits = mostBits;
        table = new long[SET << bits];
        shift = Long.SIZE - bits;
    }

    private int set(long k0, long k1, long k2) {
        return (int) ((k0 ^ k1 * MIX_1 ^ k2 * MIX_2) * MIX_0 >>> shift) * SET;
    }

    /**
     * Looks pieces up, all of them without a branch on what is found: so the processor has many reads on their way at once.
     *
     * @param wanted indices of the pieces
     * @param packed gets, by index, what each of them was packed to, or {@link PackedIds#NONE}
     */
    void find(byte[] utf8, int[] starts, int[] ends, int[] wanted, int count, long[] packed) {
        long[] entries = table;
        for (int j = 0; j < count; j++) {
            int i = wanted[j];
            WordKey.of(utf8, starts[i], ends[i], key);
            long k0 = key[0];
            long k1 = key[1];
            long k2 = key[2];
            int set = set(k0, k1, k2);
            packed[i] = entries[set + ENTRY - 1] & ~differ(entries, set, k0, k1, k2)
                    | entries[set + SET - 1] & ~differ(entries, set + ENTRY, k0, k1, k2);
        }
    }

    private static long differ(long[] entries, int at, long k0, long k1, long k2) {
        return ShortPiece.differ((entries[at] ^ k0) | (entries[at + 1] ^ k1) | (entries[at + 2] ^ k2), 0);
    }

    /** Puts a piece in. */
    void put(byte[] utf8, int from, int to, long packed) {
        if (filled > table.length / (2 * SET) && shift > Long.SIZE - mostBits) {
            grow();
        }
        WordKey.of(utf8, from, to, key);
        put(key[0], key[1], key[2], packed);
    }

    private void put(long k0, long k1, long k2, long packed) {
        int set = set(k0, k1, k2);
        if ((differ(table, set, k0, k1, k2) & differ(table, set + ENTRY, k0, k1, k2)) != 0) {
            boolean isFirst = table[set + ENTRY - 1] == PackedIds.NONE
                    || table[set + SET - 1] != PackedIds.NONE && (filled & 1) == 0;
            int at = isFirst ? set : set + ENTRY;
            table[at] = k0;
            table[at + 1] = k1;
            table[at + 2] = k2;
            table[at + ENTRY - 1] = packed;
            filled++;
        }
    }

    private void grow() {
        long[] smaller = table;
        table = new long[2 * smaller.length];
        shift--;
        filled = 0;
        for (int set = 0; set < smaller.length; set += SET) {
            for (int at = set + ENTRY; at >= set; at -= ENTRY) {
                if (smaller[at + ENTRY - 1] != PackedIds.NONE) {
                    put(smaller[at], smaller[at + 1], smaller[at + 2], smaller[at + ENTRY - 1]);
                }
            }
        }
    }
}
