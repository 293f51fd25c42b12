package io.tokenloom.text.bpe;

import io.tokenloom.text.TokenTable;
import io.tokenloom.text.Utf8;
import io.tokenloom.text.split.Splitter;
import java.util.BitSet;

/**
 * Cuts text between two characters that no token has side by side. For a tokenizer that splits nothing before it merges, so
 * that its pieces are short and can be remembered.
 *
 * <p>No ids change by it. What a merge makes is a token, and the text of a token that lies across the cut would hold the two
 * characters side by side; so no merge ever reaches across. Then either side is merged as if it stood alone: of the merges
 * of one side, the next is always the one of lowest rank, the leftmost of equals, with or without the other side. A piece
 * that is looked up as a whole cannot be a token either. A character without a token is not merged at all, as merges are of
 * tokens that are text; only where a run of these becomes one unknown token, there is no cut within it.
 *
 * <p>Of pairs with a character that is not ASCII, a hash is kept, so that a few more pairs count as side by side; then there
 * is no cut, which is never wrong. Memory: 260 KiB. Thread-safe: immutable.
 */
final class MergeBoundaries implements Splitter {
    private static final int HASH_BITS = 20;
    private static final int MIX = 0x9E3779B1;

    /** For each ASCII character the ASCII characters that follow it in a token, as 128 bits. */
    private final long[] ascii = new long[256];

    private final long[] others = new long[1 << HASH_BITS - 6];
    /** Characters that have a token, where others must not be parted; null otherwise. */
    private final BitSet known;

    private MergeBoundaries(boolean partsUnknown) {
        known = partsUnknown ? null : new BitSet(Character.MAX_CODE_POINT + 1);
    }

    static MergeBoundaries of(TokenTable table, FirstSymbols.Characters symbols) {
        boolean partsUnknown = symbols.byteTokens().length > 0 || !symbols.fuseUnknown();
        MergeBoundaries boundaries = new MergeBoundaries(partsUnknown);
        BitSet reserved = symbols.reserved();
        for (int id = 0; id < table.size(); id++) {
            if (table.has(id) && !reserved.get(id)) {
                boundaries.join(table.bytes(), table.start(id), table.start(id) + table.length(id));
            }
        }
        return boundaries;
    }

    private void join(byte[] bytes, int from, int to) {
        int last = -1;
        for (int at = from; at < to; at += Utf8.length(bytes[at])) {
            int c = Utf8.codePoint(bytes, at);
            if (last >= 0) {
                join(last, c);
            } else if (known != null && at + Utf8.length(bytes[at]) == to) {
                known.set(c);
            }
            last = c;
        }
    }

    private void join(int a, int b) {
        if ((a | b) < 0x80) {
            ascii[2 * a + (b >>> 6)] |= 1L << b;
        } else {
            int hash = hash(a, b);
            others[hash >>> 6] |= 1L << hash;
        }
    }

    private static int hash(int a, int b) {
        return (a * MIX + b) * MIX >>> Integer.SIZE - HASH_BITS;
    }

    /** 1 where text is cut between two characters, 0 where it is not. */
    private int cut(int a, int b) {
        if ((a | b) < 0x80) {
            return (int) (~ascii[2 * a + (b >>> 6)] >>> b) & 1 & cutUnknown(a, b);
        }
        int hash = hash(a, b);
        return (int) (~others[hash >>> 6] >>> hash) & 1 & cutUnknown(a, b);
    }

    private int cutUnknown(int a, int b) {
        return known == null || known.get(a) || known.get(b) ? 1 : 0;
    }

    @Override
    public int split(byte[] utf8, int from, int to, boolean last, int[] ends) {
        int count = 0;
        int at = from;
        int before = 0;
        while (at < to && count < ends.length) {
            int c = utf8[at];
            int length = 1;
            if (c < 0) {
                c = Utf8.codePoint(utf8, at);
                length = Utf8.length(utf8[at]);
            }
            ends[count] = at;
            count += at == from ? 0 : cut(before, c);
            before = c;
            at += length;
        }
        if (at >= to && last && count < ends.length && to > from) {
            ends[count++] = to;
        }
        return count;
    }
}
