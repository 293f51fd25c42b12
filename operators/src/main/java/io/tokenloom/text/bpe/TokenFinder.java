package io.tokenloom.text.bpe;

import io.tokenloom.text.TokenTable;
import io.tokenloom.text.piece.ShortPiece;
import java.util.Arrays;

/**
 * Finds the token that bytes are, and the longest that bytes begin with, by hashing each of their beginnings. A small
 * filter that stays in the processor's cache says for a beginning whether tokens go on from it and whether it may be a token
 * itself; only then a table is asked. So a search is few far reads, where a walk through a trie is one for each byte.
 *
 * <p>Tokens of up to eight bytes, which are most, lie in their table together with their bytes, so that one read finds them.
 * Thread-safe once filled.
 */
final class TokenFinder {
    static final int NONE = -1;

    private static final long MIX = 0x9E3779B97F4A7C15L;
    /** Bits of a slot that are a number; the others are bits of the hash. */
    private static final int NUMBER_MASK = (1 << 21) - 1;

    private static final int EMPTY = -1;
    /** Bits of a field of the filter. */
    private static final int GOES_ON = 1;

    private static final int MAY_BE_TOKEN = 2;

    private final byte[] bytes;
    /** Tokens that have a key: it, and the token plus 1 with the id in the upper half. They lie in sets of two. */
    private final long[] keyed;

    private final int keyedShift;
    /** By hash, numbers of the other tokens. */
    private final int[] slots;

    private final int slotShift;
    /** Of these, where each begins in {@link #bytes} with its length in the lower half, and the token. */
    private final long[] others;

    private int otherCount;
    /** 32 fields of two bits in a long. */
    private final long[] filter;

    private final int filterShift;
    private int longest = 1;

    /** @param table of the tokens that will be put in; there is room for all of them */
    TokenFinder(TokenTable table) {
        bytes = table.bytes();
        int tokens = 0;
        int shorts = 0;
        for (int id = 0; id < table.size(); id++) {
            tokens += table.has(id) ? 1 : 0;
            shorts += table.has(id) && hasKey(table.start(id), table.length(id)) ? 1 : 0;
        }
        int keyedBits = bits(shorts + shorts / 2);
        keyed = new long[2 << keyedBits];
        keyedShift = Long.SIZE - keyedBits + 1;
        int slotBits = bits(2 * (tokens - shorts));
        slots = new int[1 << slotBits];
        Arrays.fill(slots, EMPTY);
        slotShift = Long.SIZE - slotBits;
        others = new long[2 * (tokens - shorts)];
        int filterBits = bits(8 * tokens);
        filter = new long[1 << filterBits - 5];
        filterShift = Long.SIZE - filterBits;
    }

    /** The lowest power of two with so many places, and not too few. */
    private static int bits(int places) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1 << 8, places) - 1);
    }

    private boolean hasKey(int start, int length) {
        return ShortPiece.hasKey(ShortPiece.word(bytes, start), length);
    }

    /** Puts a token in, unless there is one with the same bytes; gives that one, otherwise {@link #NONE}. */
    int put(int token, int id, int start, int length) {
        longest = Math.max(longest, length);
        long word = ShortPiece.word(bytes, start);
        long hash = 0;
        for (int i = 1; i <= length; i++) {
            hash = i <= ShortPiece.LENGTH ? ShortPiece.hash(ShortPiece.key(word, i)) : next(hash, bytes[start + i - 1]);
            mark(hash, GOES_ON);
        }
        mark(hash, MAY_BE_TOKEN);
        return ShortPiece.hasKey(word, length)
                ? putKeyed(ShortPiece.key(word, length), (long) id << Integer.SIZE | token + 1)
                : putOther(token, hash, start, length);
    }

    private int putKeyed(long key, long entry) {
        int at = set(key);
        while (keyed[at + 1] != 0) {
            if (keyed[at] == key) {
                return (int) keyed[at + 1] - 1;
            }
            at = at + 2 & keyed.length - 1;
        }
        keyed[at] = key;
        keyed[at + 1] = entry;
        return NONE;
    }

    private int putOther(int token, long hash, int start, int length) {
        int same = find(hash, bytes, start, start + length);
        if (same != NONE) {
            return same;
        }
        int at = (int) (hash >>> slotShift);
        while (slots[at] != EMPTY) {
            at = at + 1 & slots.length - 1;
        }
        slots[at] = (int) hash & ~NUMBER_MASK | otherCount;
        others[2 * otherCount] = (long) start << Integer.SIZE | length;
        others[2 * otherCount++ + 1] = token;
        return NONE;
    }

    private int set(long key) {
        return (int) (ShortPiece.hash(key) >>> keyedShift) << 2;
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

    /**
     * Looks up many pieces, without a branch on what is found: so the processor has many reads on their way at once. Of the
     * tokens that have a key, a few are not found by it.
     *
     * @param ids gets the id of each piece that is found to be a token, {@link #NONE} for the others
     */
    void find(byte[] text, int[] starts, int[] ends, int[] wanted, int count, int[] ids) {
        long[] entries = keyed;
        for (int j = 0; j < count; j++) {
            int i = wanted[j];
            long key = ShortPiece.key(text, starts[i], ends[i]);
            int set = set(key);
            long found = entries[set + 1] & ~ShortPiece.differ(entries[set], key)
                    | entries[set + 3] & ~ShortPiece.differ(entries[set + 2], key);
            ids[i] = (int) (found >>> Integer.SIZE) | (int) found - 1 >> Integer.SIZE - 1;
        }
    }

    /** The token that is all of these bytes, or {@link #NONE}. */
    int find(byte[] text, int from, int to) {
        int length = to - from;
        if (length > longest) {
            return NONE;
        }
        long word = ShortPiece.word(text, from);
        if (ShortPiece.hasKey(word, length)) {
            long key = ShortPiece.key(word, length);
            return (marks(ShortPiece.hash(key)) & MAY_BE_TOKEN) == 0 ? NONE : find(key);
        }
        long hash = hashOfEight(word);
        for (int i = from + ShortPiece.LENGTH; i < to; i++) {
            hash = next(hash, text[i]);
        }
        return (marks(hash) & MAY_BE_TOKEN) == 0 ? NONE : find(hash, text, from, to);
    }

    private static long hashOfEight(long word) {
        return ShortPiece.hash(ShortPiece.key(word, ShortPiece.LENGTH));
    }

    /** The longest token below a number that a stretch of bytes begins with, or {@link #NONE}. */
    int longest(byte[] text, int from, int to, int below) {
        int length = to - from;
        long word = ShortPiece.word(text, from);
        int most = Math.min(length, ShortPiece.LENGTH);
        int candidates = 0;
        int marks = GOES_ON;
        for (int i = 1; i <= most && marks != 0; i++) {
            marks = marks(ShortPiece.hash(ShortPiece.key(word, i)));
            candidates |= (marks >>> 1) << i;
        }
        if (marks != 0 && length > ShortPiece.LENGTH) {
            int token = longer(hashOfEight(word), text, from, Math.min(to, from + longest), below);
            if (token != NONE) {
                return token;
            }
        }
        while (candidates != 0) {
            int end = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(candidates);
            int token = ShortPiece.hasKey(word, end)
                    ? find(ShortPiece.key(word, end))
                    : find(hashOfEight(word), text, from, from + end);
            if (token >= 0 && token < below) {
                return token;
            }
            candidates ^= 1 << end;
        }
        return NONE;
    }

    /** The longest token of more than eight bytes. */
    private int longer(long hashOfEight, byte[] text, int from, int to, int below) {
        int limit = to;
        while (true) {
            long hash = hashOfEight;
            long best = hash;
            int end = from;
            for (int i = from + ShortPiece.LENGTH; i < limit; ) {
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

    private int find(long key) {
        long[] all = keyed;
        int at = set(key);
        while (all[at] != key) {
            if (all[at + 1] == 0) {
                return NONE;
            }
            at = at + 2 & all.length - 1;
        }
        return (int) all[at + 1] - 1;
    }

    private int find(long hash, byte[] text, int from, int to) {
        int at = (int) (hash >>> slotShift);
        for (int slot = slots[at]; slot != EMPTY; slot = slots[at]) {
            if (((slot ^ (int) hash) & ~NUMBER_MASK) == 0) {
                int other = 2 * (slot & NUMBER_MASK);
                int start = (int) (others[other] >>> Integer.SIZE);
                int length = (int) others[other];
                if (length == to - from && Arrays.equals(bytes, start, start + length, text, from, to)) {
                    return (int) others[other + 1];
                }
            }
            at = at + 1 & slots.length - 1;
        }
        return NONE;
    }
}
