package io.tokenloom.text.pipeline;

import io.tokenloom.text.piece.ShortPiece;

/**
 * Tokens of the shortest pieces, which are most of a text: of up to {@value ShortPiece#LENGTH} bytes, in entries of two longs,
 * the key and the {@link PackedIds packed ids}, in sets of two. It grows with what is put in, and so stays in the processor's
 * cache as long as it can. Not thread-safe.
 *
 * <p>In a full set, a new entry takes one of the places or the other, by turns over all sets: where three pieces of a text share
 * a set, some of them stay.
 */
final class ShortPieces {
    private static final int SET = 4;

    /** Memory of a set. */
    static final int SET_BYTES = SET * Long.BYTES;

    private final int mostBits;
    private long[] table;
    private int shift;
    /** How many places were taken. */
    private int filled;

    /**
     * An empty table.
     *
     * @param bits as a power of two, how many sets of two there are
     * @param mostBits the same, up to which the table grows
     */
    ShortPieces(int bits, int mostBits) {
        this.mostBits = mostBits;
        table = new long[SET << bits];
        shift = Long.SIZE - bits;
    }

    private int set(long key) {
        return (int) (ShortPiece.hash(key) >>> shift) * SET;
    }

    /**
     * Looks pieces up, all of them without a branch on what is found: so the processor has many reads on their way at once.
     *
     * @param packed gets what each piece was packed to, or {@link PackedIds#NONE}
     * @param missing gets the indices of the pieces that are not there, and has room for one more
     * @return how many are not there
     */
    int find(byte[] utf8, int[] starts, int[] ends, int count, long[] packed, int[] missing) {
        long[] entries = table;
        int missed = 0;
        for (int i = 0; i < count; i++) {
            long key = ShortPiece.key(utf8, starts[i], ends[i]);
            int set = set(key);
            long first = ShortPiece.differ(entries[set], key);
            long second = ShortPiece.differ(entries[set + 2], key);
            packed[i] = entries[set + 1] & ~first | entries[set + 3] & ~second;
            missing[missed] = i;
            missed -= (int) (first & second);
        }
        return missed;
    }

    /** Puts a piece in, which has to be {@link ShortPiece#hasKey(byte[], int, int) short}. */
    void put(byte[] utf8, int from, int to, long packedIds) {
        if (filled > table.length / (2 * SET) && shift > Long.SIZE - mostBits) {
            grow();
        }
        put(ShortPiece.key(utf8, from, to), packedIds);
    }

    private void put(long key, long packedIds) {
        int set = set(key);
        if (key != table[set] && key != table[set + 2]) {
            int at = table[set] == 0 || table[set + 2] != 0 && (filled & 1) == 0 ? set : set + 2;
            table[at] = key;
            table[at + 1] = packedIds;
            filled++;
        }
    }

    private void grow() {
        long[] smaller = table;
        table = new long[2 * smaller.length];
        shift--;
        filled = 0;
        for (int set = 0; set < smaller.length; set += SET) {
            for (int at = set + 2; at >= set; at -= 2) {
                if (smaller[at] != 0) {
                    put(smaller[at], smaller[at + 1]);
                }
            }
        }
    }
}
