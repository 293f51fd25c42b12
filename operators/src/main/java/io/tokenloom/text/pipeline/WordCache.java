package io.tokenloom.text.pipeline;

import io.tokenloom.text.TokenBuffer;

/**
 * Tokens of pieces of up to {@value #LENGTH} bytes that have up to three, keyed by the bytes of the piece themselves: entries of
 * 32 bytes, three longs of key (the last byte is the length) and one of ids, in sets of two. Ids are packed three to a long, or
 * two where they need more than 20 bits; the two highest bits are their number. Not thread-safe.
 *
 * <p>A new entry takes the first place of its set, the one there moves to the second, the one in the second is forgotten.
 * Memory: {@value #BYTES} bytes, always.
 */
final class WordCache {
    /** The longest piece, in bytes. */
    static final int LENGTH = 23;
    /** What no piece's ids are packed to. */
    static final long NONE = 0;

    private static final int ENTRY = 4;
    private static final int SET = 2 * ENTRY;
    private static final int SET_BITS = 16;
    static final int BYTES = SET * Long.BYTES << SET_BITS;

    private static final int NARROW = 20;
    private static final int WIDE = 31;
    private static final long MIX_0 = 0x9E3779B97F4A7C15L;
    private static final long MIX_1 = 0xC2B2AE3D27D4EB4FL;
    private static final long MIX_2 = 0x165667B19E3779F9L;

    private final long[] table;
    /** Bits of an id, and how many of them are in a long. */
    private final int bits;

    private final int most;

    /** @param ids one more than the largest id */
    WordCache(int ids) {
        this(new long[SET << SET_BITS], ids <= 1 << NARROW ? NARROW : WIDE);
    }

    private WordCache(long[] table, int bits) {
        this.table = table;
        this.bits = bits;
        this.most = bits == NARROW ? 3 : 2;
    }

    /** A cache that has the same entries and goes its own way. */
    WordCache copy() {
        return new WordCache(table.clone(), bits);
    }

    /** How many bits of a packed long an id has. */
    int bits() {
        return bits;
    }

    private static int set(long k0, long k1, long k2) {
        return (int) ((k0 ^ k1 * MIX_1 ^ k2 * MIX_2) * MIX_0 >>> Long.SIZE - SET_BITS) * SET;
    }

    /** The packed ids of a piece, or {@link #NONE}. */
    long get(long[] key) {
        long k0 = key[0];
        long k1 = key[1];
        long k2 = key[2];
        int set = set(k0, k1, k2);
        if (isAt(set, k0, k1, k2)) {
            return table[set + ENTRY - 1];
        }
        return isAt(set + ENTRY, k0, k1, k2) ? table[set + SET - 1] : NONE;
    }

    private boolean isAt(int at, long k0, long k1, long k2) {
        return ((table[at] ^ k0) | (table[at + 1] ^ k1) | (table[at + 2] ^ k2)) == 0;
    }

    void put(long[] key, long packed) {
        int set = set(key[0], key[1], key[2]);
        System.arraycopy(table, set, table, set + ENTRY, ENTRY);
        write(set, key, packed);
    }

    /** Whether the second place of a piece's set is free. */
    boolean hasRoom(long[] key) {
        return table[set(key[0], key[1], key[2]) + SET - 1] == NONE;
    }

    /** As {@link #put}, in the second place, from where it is the first to go. */
    void seed(long[] key, long packed) {
        write(set(key[0], key[1], key[2]) + ENTRY, key, packed);
    }

    private void write(int at, long[] key, long packed) {
        System.arraycopy(key, 0, table, at, key.length);
        table[at + ENTRY - 1] = packed;
    }

    /** The ids of a buffer from an index on in one long, or {@link #NONE} where they have no room. */
    long pack(TokenBuffer ids, int from) {
        int count = ids.size() - from;
        if (count > most) {
            return NONE;
        }
        long packed = 0;
        for (int i = count; i-- > 0; ) {
            packed = packed << bits | ids.id(from + i);
        }
        return packed | (long) count << 62;
    }
}
