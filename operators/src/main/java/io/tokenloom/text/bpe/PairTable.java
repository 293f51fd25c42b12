package io.tokenloom.text.bpe;

import java.util.Arrays;

/**
 * What two neighbours merge into. Open addressing over one long for each pair: 21 bits for either side and for the result,
 * so that a look-up touches one cache line most times. Thread-safe once filled.
 */
final class PairTable {
    static final int NONE = -1;
    /** As many tokens as 21 bits can number. */
    static final int MAX_TOKENS = 1 << 21;

    private static final int BITS = 21;
    /** Bits of the filter for each slot, as a power of two. */
    private static final int FILTER_BITS = 2;

    private static final int MASK = MAX_TOKENS - 1;
    private static final long EMPTY = -1;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final long[] slots;
    private final int shift;
    /** A bit for what pairs hash to: most questions are about pairs that do not merge, and this stays in the cache. */
    private final long[] filter;

    /** @param pairs how many will be put in at most */
    PairTable(int pairs) {
        int bits = 64 - Long.numberOfLeadingZeros(Math.max(8, 2L * pairs - 1));
        slots = new long[1 << bits];
        Arrays.fill(slots, EMPTY);
        shift = Long.SIZE - bits;
        filter = new long[1 << bits + FILTER_BITS - 6];
    }

    void put(int left, int right, int merged) {
        long key = key(left, right);
        long hash = key * MIX;
        int bit = (int) (hash >>> shift - FILTER_BITS);
        filter[bit >>> 6] |= 1L << bit;
        int at = (int) (hash >>> shift);
        while (slots[at] != EMPTY) {
            at = at + 1 & slots.length - 1;
        }
        slots[at] = key << BITS | merged;
    }

    /** The token that a pair merges into, or {@link #NONE}. */
    int get(int left, int right) {
        long key = key(left, right);
        long hash = key * MIX;
        int bit = (int) (hash >>> shift - FILTER_BITS);
        if ((filter[bit >>> 6] & 1L << bit) == 0) {
            return NONE;
        }
        long[] all = slots;
        int at = (int) (hash >>> shift);
        long slot = all[at];
        while (slot >>> BITS != key) {
            if (slot == EMPTY) {
                return NONE;
            }
            at = at + 1 & all.length - 1;
            slot = all[at];
        }
        return (int) slot & MASK;
    }

    private static long key(int left, int right) {
        return (long) left << BITS | right;
    }
}
