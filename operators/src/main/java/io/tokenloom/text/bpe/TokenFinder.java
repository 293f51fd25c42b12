package io.tokenloom.text.bpe;

import io.tokenloom.text.TokenTable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Finds the token that bytes are, and the longest that bytes begin with, by hashing each of their beginnings. A small
 * filter that stays in the processor's cache says for a beginning whether tokens go on from it and whether it may be a token
 * itself; only then the table is asked, and the token's bytes are compared. So a search is few far reads, where a walk
 * through a trie is one for each byte. Thread-safe once filled.
 */
final class TokenFinder {
    static final int NONE = -1;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long START = 0x243F6A8885A308D3L;
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final int TOKEN_BITS = 21;
    private static final int TOKEN_MASK = (1 << TOKEN_BITS) - 1;
    private static final int EMPTY = -1;
    /** Bits of a field of the filter. */
    private static final int GOES_ON = 1;

    private static final int MAY_BE_TOKEN = 2;

    private final byte[] bytes;
    /** Where a token begins in {@link #bytes}, and in the lower half how long it is. */
    private final long[] places;

    /** 11 bits of the hash and the token. */
    private final int[] slots;

    private final int slotShift;
    /** 32 fields of two bits in a long. */
    private final long[] filter;

    private final int filterShift;
    private int longest = 1;

    /** @param tokens how many there can be at most */
    TokenFinder(TokenTable table, int tokens) {
        bytes = table.bytes();
        places = new long[tokens];
        int bits = Math.max(8, 33 - Integer.numberOfLeadingZeros(tokens));
        slots = new int[1 << bits];
        Arrays.fill(slots, EMPTY);
        slotShift = Long.SIZE - bits;
        filter = new long[1 << bits + 2 - 5];
        filterShift = Long.SIZE - bits - 2;
    }

    /** Puts a token in that is not in yet. */
    void put(int token, int start, int length) {
        places[token] = (long) start << Integer.SIZE | length;
        longest = Math.max(longest, length);
        long hash = START;
        for (int i = 0; i < length; i++) {
            hash = next(hash, bytes[start + i]);
            mark(hash, GOES_ON);
        }
        mark(hash, MAY_BE_TOKEN);
        int at = (int) (hash >>> slotShift);
        while (slots[at] != EMPTY) {
            at = at + 1 & slots.length - 1;
        }
        slots[at] = (int) hash & ~TOKEN_MASK | token;
    }

    /** The hash of one byte more. */
    private static long next(long hash, byte b) {
        return (hash ^ b & 0xff) * MIX ^ hash >>> 29;
    }

    private void mark(long hash, int bits) {
        int field = (int) (hash >>> filterShift);
        filter[field >>> 5] |= (long) bits << 2 * field;
    }

    private int marks(long hash) {
        int field = (int) (hash >>> filterShift);
        return (int) (filter[field >>> 5] >>> 2 * field) & 3;
    }

    /** How many bytes a token has. */
    int length(int token) {
        return (int) places[token];
    }

    /** The token that is all of these bytes, or {@link #NONE}. */
    int find(byte[] text, int from, int to) {
        if (to - from > longest) {
            return NONE;
        }
        long hash = START;
        for (int i = from; i < to; i++) {
            hash = next(hash, text[i]);
        }
        return (marks(hash) & MAY_BE_TOKEN) == 0 ? NONE : find(hash, text, from, to);
    }

    /** The longest token below a number that a stretch of bytes begins with, or {@link #NONE}. */
    int longest(byte[] text, int from, int to, int below) {
        int limit = to - from > longest ? from + longest : to;
        while (true) {
            long hash = START;
            long best = hash;
            int end = from;
            for (int i = from; i < limit; ) {
                hash = next(hash, text[i++]);
                int marks = marks(hash);
                if (marks == 0) {
                    break;
                }
                // Chosen with a mask: which beginnings are tokens is not to be predicted.
                int candidate = -(marks >>> 1);
                best ^= (best ^ hash) & candidate;
                end ^= (end ^ i) & candidate;
            }
            if (end == from) {
                return NONE;
            }
            int token = find(best, text, from, end);
            if (token >= 0 && token < below) {
                return token;
            }
            limit = end - 1;
        }
    }

    /**
     * Finds every token that a stretch of bytes begins with.
     *
     * @param tokens gets for each length the token, or {@link #NONE}
     * @return up to which length that was done; longer ones there are not
     */
    int beginnings(byte[] text, int from, int to, int[] tokens) {
        long hash = START;
        int i = from;
        int marks = GOES_ON;
        while (i < to && marks != 0) {
            hash = next(hash, text[i++]);
            marks = marks(hash);
            tokens[i - from] = marks > GOES_ON ? find(hash, text, from, i) : NONE;
        }
        return i - from;
    }

    private int find(long hash, byte[] text, int from, int to) {
        int at = (int) (hash >>> slotShift);
        int slot = slots[at];
        while (slot != EMPTY) {
            if (((slot ^ (int) hash) & ~TOKEN_MASK) == 0) {
                int token = slot & TOKEN_MASK;
                long place = places[token];
                if ((int) place == to - from && isText((int) (place >>> Integer.SIZE), text, from, to - from)) {
                    return token;
                }
            }
            at = at + 1 & slots.length - 1;
            slot = slots[at];
        }
        return NONE;
    }

    /** Whether the bytes from an index on are those of a text; most often eight at once. */
    private boolean isText(int start, byte[] text, int from, int length) {
        if (length <= Long.BYTES && start + Long.BYTES <= bytes.length && from + Long.BYTES <= text.length) {
            long differing = (long) EIGHT_BYTES.get(bytes, start) ^ (long) EIGHT_BYTES.get(text, from);
            return differing << Long.SIZE - Byte.SIZE * length == 0;
        }
        return Arrays.equals(bytes, start, start + length, text, from, from + length);
    }
}
