package io.tokenloom.text.pipeline;

import io.tokenloom.text.TokenBuffer;
import java.util.Arrays;

/**
 * Tokens of the pieces that have no room in {@link WordCache}: up to {@value #LENGTH} bytes, with as many tokens. Bytes and ids
 * lie one piece behind the other in two rings, so that the oldest are forgotten first; a table says by hash where. Memory:
 * {@value #BYTES} bytes, always. Not thread-safe.
 */
final class LongPieces {
    /** The longest piece, in bytes. */
    static final int LENGTH = 255;

    private static final int PLACE_BITS = 16;
    private static final int RING = 1 << 20;
    private static final int IDS = RING / 2;
    /** Hash, first byte and first id as counted since ever, and how many there are of both. */
    private static final int FIELDS = 4;

    static final int BYTES = RING + Integer.BYTES * IDS + FIELDS * Long.BYTES * (1 << PLACE_BITS);

    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final byte[] bytes = new byte[RING];
    private final int[] ids = new int[IDS];
    private final long[] places = new long[FIELDS << PLACE_BITS];
    private long writtenBytes = 1;
    private long writtenIds = 1;

    static long hash(byte[] utf8, int from, int to) {
        long hash = to - from;
        for (int i = from; i < to; i += Long.BYTES) {
            hash = (hash ^ PieceKeys.word(utf8, i, to)) * MIX;
            hash ^= hash >>> 29;
        }
        return hash * MIX;
    }

    private static int place(long hash) {
        return (int) (hash >>> Long.SIZE - PLACE_BITS) * FIELDS;
    }

    /**
     * Appends the tokens of a piece.
     *
     * @param hash of the piece
     * @return false when it is not there
     */
    boolean get(long hash, byte[] utf8, int from, int to, TokenBuffer out) {
        int place = place(hash);
        long firstByte = places[place + 1];
        long firstId = places[place + 2];
        long sizes = places[place + 3];
        if (places[place] != hash
                || (int) (sizes >>> Integer.SIZE) != to - from
                || firstByte < writtenBytes - RING
                || firstId < writtenIds - IDS) {
            return false;
        }
        int at = (int) firstByte & RING - 1;
        if (!Arrays.equals(bytes, at, at + to - from, utf8, from, to)) {
            return false;
        }
        int count = (int) sizes;
        System.arraycopy(ids, (int) firstId & IDS - 1, out.reserve(count), out.size(), count);
        out.advance(count);
        return true;
    }

    /** Puts a piece in, whose tokens are in a buffer from an index on; not if it has more tokens than bytes. */
    void put(long hash, byte[] utf8, int from, int to, TokenBuffer tokens, int first) {
        int length = to - from;
        int count = tokens.size() - first;
        if (count > length) {
            return;
        }
        writtenBytes = unbroken(writtenBytes, length, RING);
        writtenIds = unbroken(writtenIds, count, IDS);
        int place = place(hash);
        places[place] = hash;
        places[place + 1] = writtenBytes;
        places[place + 2] = writtenIds;
        places[place + 3] = (long) length << Integer.SIZE | count;
        System.arraycopy(utf8, from, bytes, (int) writtenBytes & RING - 1, length);
        System.arraycopy(tokens.ids(), first, ids, (int) writtenIds & IDS - 1, count);
        writtenBytes += length;
        writtenIds += count;
    }

    /** Where so many can be written on end: here, or at the ring's beginning. */
    private static long unbroken(long written, int count, int ring) {
        int left = ring - ((int) written & ring - 1);
        return count <= left ? written : written + left;
    }
}
