package io.tokenloom.text.pipeline;

import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.piece.ShortPiece;
import java.util.Arrays;

/**
 * Tokens of the pieces that have no room in {@link WordCache}: up to {@value #LENGTH} bytes, with as many tokens. Records of
 * bytes and ids lie one behind the other in a ring, so that the oldest are forgotten first; a table, which replaces entries as
 * {@link ShortPieces} does, says by hash where. Not thread-safe.
 *
 * <p>Memory: grows with what is put in, to at most {@value #BYTES} bytes.
 */
final class LongPieces {
    /** The longest piece, in bytes. */
    static final int LENGTH = 255;

    private static final int FIRST_BITS = 10;
    private static final int MOST_BITS = 19;
    /** Hash and place, two times. */
    private static final int SET = 4;

    private static final int MOST_SET_BITS = 16;

    static final int BYTES = Long.BYTES * ((1 << MOST_BITS) + (SET << MOST_SET_BITS));

    private static final long MIX = 0x9E3779B97F4A7C15L;

    /**
     * Records: a long with the numbers of bytes and of ids, the bytes, eight to a long, and the ids, two to a long. No record
     * goes round the end.
     */
    private long[] ring = new long[1 << FIRST_BITS];

    private long[] table = new long[SET << FIRST_BITS];
    private int shift = Long.SIZE - FIRST_BITS;
    /** How many places were taken. */
    private int filled;
    /** Longs that were written since ever, of those that were left out at the end of the ring as well. */
    private long written = 1;

    private final long[] hashes = new long[RememberedPieces.BATCH];
    /** Where the record of a piece may be, counted as {@link #written}. */
    private final long[] places = new long[RememberedPieces.BATCH];

    private final long[] heads = new long[RememberedPieces.BATCH];

    /** Begins to look pieces up, all of them at once: so far reads of one don't wait for those of another. */
    void begin(byte[] utf8, int[] starts, int[] ends, int[] wanted, int count) {
        for (int j = 0; j < count; j++) {
            int from = starts[wanted[j]];
            hashes[j] = hash(utf8, from, Math.min(ends[wanted[j]], from + LENGTH));
        }
        for (int j = 0; j < count; j++) {
            int set = set(hashes[j]);
            long first = ShortPiece.differ(table[set], hashes[j]);
            long second = ShortPiece.differ(table[set + 2], hashes[j]);
            places[j] = table[set + 1] & ~first | table[set + 3] & first & ~second;
        }
        for (int j = 0; j < count; j++) {
            heads[j] = ring[(int) places[j] & ring.length - 1];
        }
    }

    private static long hash(byte[] utf8, int from, int to) {
        long hash = to - from;
        for (int i = from; i < to; i += Long.BYTES) {
            hash = (hash ^ WordKey.word(utf8, i, to)) * MIX;
            hash ^= hash >>> 29;
        }
        return hash * MIX;
    }

    private int set(long hash) {
        return (int) (hash >>> shift) * SET;
    }

    /**
     * Appends the tokens of a piece.
     *
     * @param wanted which of those that {@link #begin} was called with
     * @return false when it is not there
     */
    boolean get(int wanted, byte[] utf8, int from, int to, TokenBuffer out) {
        long place = places[wanted];
        long head = heads[wanted];
        if (place == 0 || place <= written - ring.length || head >>> Integer.SIZE != to - from) {
            return false;
        }
        int at = ((int) place & ring.length - 1) + 1;
        for (int i = from; i < to; i += Long.BYTES) {
            if (ring[at++] != WordKey.word(utf8, i, to)) {
                return false;
            }
        }
        int count = (int) head;
        int[] ids = out.reserve(count + 1);
        int size = out.size();
        for (int i = 0; i < count; i += 2) {
            long two = ring[at++];
            ids[size + i] = (int) two;
            ids[size + i + 1] = (int) (two >>> Integer.SIZE);
        }
        out.advance(count);
        return true;
    }

    /** Puts a piece in, whose tokens are in a buffer from an index on; not if it has more tokens than bytes. */
    void put(int wanted, byte[] utf8, int from, int to, TokenBuffer tokens, int first) {
        int length = to - from;
        int count = tokens.size() - first;
        if (count > length) {
            return;
        }
        int at = place(1 + (length + Long.BYTES - 1) / Long.BYTES + (count + 1) / 2);
        if (filled > table.length / (2 * SET) && shift > Long.SIZE - MOST_SET_BITS) {
            growTable();
        }
        put(hashes[wanted], written);
        int end = at;
        ring[end++] = (long) length << Integer.SIZE | count;
        for (int i = from; i < to; i += Long.BYTES) {
            ring[end++] = WordKey.word(utf8, i, to);
        }
        for (int i = first; i < tokens.size(); i += 2) {
            long second = i + 1 < tokens.size() ? tokens.id(i + 1) : 0;
            ring[end++] = second << Integer.SIZE | tokens.id(i);
        }
        written += end - at;
    }

    private void put(long hash, long place) {
        int set = set(hash);
        boolean isFirst = table[set] == hash
                || table[set + 2] != hash && (table[set + 1] == 0 || table[set + 3] != 0 && (filled & 1) == 0);
        int at = isFirst ? set : set + 2;
        filled += table[at] == hash ? 0 : 1;
        table[at] = hash;
        table[at + 1] = place;
    }

    private void growTable() {
        long[] smaller = table;
        table = new long[2 * smaller.length];
        shift--;
        filled = 0;
        for (int set = 0; set < smaller.length; set += SET) {
            for (int at = set + 2; at >= set; at -= 2) {
                if (smaller[at + 1] > written - ring.length && smaller[at + 1] != 0) {
                    put(smaller[at], smaller[at + 1]);
                }
            }
        }
    }

    /** The index in the ring where so many longs can be written on end. */
    private int place(int longs) {
        while (written + longs > ring.length && ring.length < 1 << MOST_BITS) {
            ring = Arrays.copyOf(ring, 2 * ring.length);
        }
        int at = (int) written & ring.length - 1;
        if (at + longs > ring.length) {
            written += ring.length - at;
            return 0;
        }
        return at;
    }
}
