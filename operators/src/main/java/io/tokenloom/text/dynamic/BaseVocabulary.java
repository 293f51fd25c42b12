package io.tokenloom.text.dynamic;

import io.tokenloom.text.TokenTable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;

/**
 * What dynamic merging has to know of a base tokenizer: the bytes of its tokens, which of them are control tokens, and
 * which token has given bytes. Works with any vocabulary whose tokens are bytes. Thread-safe: immutable.
 *
 * <p>Memory: 8 to 16 bytes for each token beside the table.
 */
public final class BaseVocabulary {
    private static final int EMPTY = -1;

    /** ASCII punctuation of {@link Boundary#WORD_HYPHEN}: the number sign is not in the published list. */
    private static final String PUNCTUATION = ".,!?;:()-\"'\\/`$%&*+<=>@[]^_{|}~";

    private final TokenTable tokens;
    private final BitSet control;
    /** Ids by the hash of their bytes, open addressing. */
    private final int[] slots;

    private BaseVocabulary(TokenTable tokens, BitSet control) {
        this.tokens = tokens;
        this.control = control;
        this.slots = index();
    }

    /**
     * A vocabulary of a tokenizer.
     *
     * @param controlIds ids that are never merged, and that no merge leads to
     * @throws IllegalArgumentException if a control id is negative
     */
    public static BaseVocabulary of(TokenTable tokens, Collection<Integer> controlIds) {
        BitSet control = new BitSet();
        for (int id : controlIds) {
            if (id < 0) {
                throw new IllegalArgumentException("control id " + id + " is negative");
            }
            control.set(id);
        }
        return new BaseVocabulary(tokens, control);
    }

    private int[] index() {
        int capacity = Integer.highestOneBit(Math.max(8, tokens.size())) << 2;
        int[] index = new int[capacity];
        Arrays.fill(index, EMPTY);
        byte[] bytes = tokens.bytes();
        for (int id = 0; id < tokens.size(); id++) {
            if (tokens.has(id) && tokens.length(id) > 1 && !control.get(id)) {
                int from = tokens.start(id);
                int slot = find(index, bytes, from, from + tokens.length(id));
                // Of tokens with equal bytes the lowest id counts.
                if (index[slot] == EMPTY) {
                    index[slot] = id;
                }
            }
        }
        return index;
    }

    /** Where the token with these bytes is, or the empty place for it. */
    private int find(int[] index, byte[] bytes, int from, int to) {
        int mask = index.length - 1;
        int slot = hash(bytes, from, to) & mask;
        byte[] own = tokens.bytes();
        while (index[slot] != EMPTY) {
            int start = tokens.start(index[slot]);
            if (Arrays.equals(own, start, start + tokens.length(index[slot]), bytes, from, to)) {
                break;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        hash *= 0x9E3779B9;
        return hash ^ hash >>> 15;
    }

    /** The table it is made from. */
    public TokenTable tokens() {
        return tokens;
    }

    /** Whether an id is a control token's. */
    public boolean isControl(int id) {
        return control.get(id);
    }

    /** The lowest id, not of a control token, whose token has these bytes, two or more; negative if there is none. */
    int idOf(byte[] bytes, int from, int to) {
        return slots[find(slots, bytes, from, to)];
    }

    /** Whether a token is punctuation in the sense of {@link Boundary#WORD_HYPHEN}. */
    boolean isPunctuation(int id) {
        boolean found = false;
        byte[] bytes = tokens.bytes();
        for (int i = tokens.start(id); i < tokens.start(id) + tokens.length(id); i++) {
            int b = bytes[i] & 0xFF;
            // The published code asks for digits in the byte-level spelling, in which the bytes of the superscript
            // digits
            // of Latin-1 are digits.
            if (b >= '0' && b <= '9' || b == 0xB2 || b == 0xB3 || b == 0xB9) {
                return false;
            }
            found |= PUNCTUATION.indexOf(b) >= 0;
        }
        return found;
    }

    /** Whether a token is the hyphen alone. */
    boolean isHyphen(int id) {
        return tokens.length(id) == 1 && tokens.bytes()[tokens.start(id)] == '-';
    }
}
