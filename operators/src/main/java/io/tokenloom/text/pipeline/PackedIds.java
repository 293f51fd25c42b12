package io.tokenloom.text.pipeline;

import io.tokenloom.text.TokenBuffer;

/**
 * The tokens of a piece in one long, three or, where ids need more than 20 bits, two; the two highest bits are their number.
 * Immutable.
 */
final class PackedIds {
    /** What no ids are packed to. */
    static final long NONE = 0;

    /** Ids that unpacking writes, of which only so many count as there are. */
    static final int WRITTEN = 3;

    private static final int NARROW = 20;
    private static final int WIDE = 31;

    private final int bits;
    private final int most;

    /** @param ids one more than the largest id */
    PackedIds(int ids) {
        bits = ids <= 1 << NARROW ? NARROW : WIDE;
        most = bits == NARROW ? 3 : 2;
    }

    /** How many ids there are. */
    static int count(long packed) {
        return (int) (packed >>> 62);
    }

    /** One id; the same however many bits an id has. */
    static long ofOne(int id) {
        return 1L << 62 | id;
    }

    /** The ids of a buffer from an index on, or {@link #NONE} where they have no room. */
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

    /** Appends the ids of many pieces. */
    void unpack(long[] packed, int from, int to, TokenBuffer out) {
        int[] ids = out.reserve(WRITTEN * (to - from));
        int first = out.size();
        int size = first;
        int width = bits;
        int mask = (1 << width) - 1;
        for (int i = from; i < to; i++) {
            long piece = packed[i];
            ids[size] = (int) piece & mask;
            ids[size + 1] = (int) (piece >>> width) & mask;
            ids[size + 2] = (int) (piece >>> 2 * width) & mask;
            size += count(piece);
        }
        out.advance(size - first);
    }
}
