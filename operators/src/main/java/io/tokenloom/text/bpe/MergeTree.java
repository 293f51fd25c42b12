package io.tokenloom.text.bpe;

import java.util.Arrays;

/**
 * The one way in which merges make each token, and from it whether two tokens can be neighbours. Tokens are numbered anew:
 * first those that are there before any merge, then the others in the order in which merges make them. Thread-safe once
 * filled.
 *
 * <p><b>One way.</b> Merging is deterministic and picks the pair of lowest rank, the leftmost of equals. As long as no
 * merge has reached across the ends of a stretch of text, the merges within it are those that would be done if it stood
 * alone, in the same order: what is lowest and leftmost of all is so within the stretch. So when two neighbours A and B
 * merge into C, merging the bytes of C alone passes through "A B", and as every merge leaves one part less, it passes
 * through one state of two parts only. Hence each token has at most one pair that ever makes it, and other pairs with the
 * same bytes need not be kept.
 *
 * <p><b>Neighbours.</b> Tokens are the encoding of a text if, and only if, each is the encoding of its own bytes and each
 * two neighbours, standing alone, stay apart. For if they are the encoding, nothing was ever merged across the place where
 * two of them meet, so the same happens without the rest. And if they are not, take the first merge across such a place:
 * up to it, the two neighbours were merged as if they stood alone, so alone they would not stay apart either.
 *
 * <p>The second argument is the ground of the linear algorithm in "Formalizing BPE Tokenization" (Berglund and van der
 * Merwe, 2023) and of the Rust crate bpe, where it was first put to use with a check of pairs as {@link #undone}.
 */
final class MergeTree {
    static final int NONE = -1;

    private final PairTable pairs;
    private final int[] ids;
    /** The two tokens that each is made of, left in the upper half; negative where no merge makes it. */
    private final long[] halves;

    private int size;
    private int bases;
    /** Ranks by token where tokens are not made in the order of their ranks; then pairs are checked by merging. */
    private int[] ranks = {};

    /** @param capacity tokens at most */
    MergeTree(int capacity) {
        pairs = new PairTable(capacity);
        ids = new int[capacity];
        halves = new long[capacity];
    }

    /** Adds a token that is there before any merge; all of these come first. */
    int addBase(int id) {
        bases++;
        return add(id);
    }

    /** Adds a token that a pair makes, later than all before it. */
    int addMerged(int a, int b, int id) {
        int token = add(id);
        halves[token] = (long) a << Integer.SIZE | b;
        pairs.put(a, b, token);
        return token;
    }

    /** Takes a number for a token that no pair makes. */
    void addUnmade(int id) {
        add(id);
    }

    /** As {@link #addMerged(int, int, int)} in any order, after {@link #rankAll}. */
    int addMerged(int a, int b, int id, int rank) {
        int token = addMerged(a, b, id);
        ranks[token] = rank;
        return token;
    }

    /** Says that tokens will be made with ranks; then neighbours are checked by merging their bytes. */
    void rankAll() {
        ranks = new int[ids.length];
    }

    /** Whether it is this pair that makes a token. */
    boolean isPair(int a, int b, int token) {
        return halves[token] == ((long) a << Integer.SIZE | b);
    }

    /** Whether a token is there before any merge, or a pair makes it. */
    boolean isMade(int token) {
        return token < bases || halves[token] != NONE;
    }

    private int add(int id) {
        halves[size] = NONE;
        ids[size] = id;
        return size++;
    }

    /** How many tokens there are. */
    int size() {
        return size;
    }

    /** How many of them are there before any merge. */
    int bases() {
        return bases;
    }

    /** The id of a token. */
    int id(int token) {
        return ids[token];
    }

    private int left(int token) {
        return (int) (halves[token] >>> Integer.SIZE);
    }

    private int right(int token) {
        return (int) halves[token];
    }

    /** Whether two tokens stay as they are when their bytes are merged as one text. */
    boolean stayApart(int a, int b) {
        return ranks.length == 0 ? undone(a, b) : merged(a, b);
    }

    /**
     * Undoes the merges that made both tokens, the latest first, and looks at each moment whether the two symbols at the
     * seam would have been merged then. Of equal ranks, the merge further to the left came first: the right token's own
     * loses against one across the seam, the left token's wins.
     */
    private boolean undone(int a, int b) {
        long[] made = halves;
        int bound = Integer.MAX_VALUE;
        while (true) {
            int across = pairs.get(a, b);
            if (across != PairTable.NONE && across < bound) {
                return false;
            }
            // Either token is the later one about as often; chosen with a mask, as a branch would be mispredicted.
            int first = b - a >> Integer.SIZE - 1;
            int later = b ^ (a ^ b) & first;
            if (later < bases) {
                return true;
            }
            long parts = made[later];
            bound = later + 1 + first;
            int upper = (int) (parts >>> Integer.SIZE);
            a ^= (a ^ (int) parts) & first;
            b = upper ^ (b ^ upper) & first;
        }
    }

    private boolean merged(int a, int b) {
        int[] first = symbols(a);
        int[] second = symbols(b);
        int[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return merge(both, both.length) == 2 && both[0] == a && both[1] == b;
    }

    /** The symbols of a token before any merge. */
    private int[] symbols(int token) {
        if (halves[token] == NONE) {
            return new int[] {token};
        }
        int[] first = symbols(left(token));
        int[] second = symbols(right(token));
        int[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /**
     * Merges by the definition, in time that is the square of the length; for tokens with ranks.
     *
     * @param symbols the first {@code count} become what is left of them
     * @return how many are left
     */
    int merge(int[] symbols, int count) {
        int left = count;
        while (true) {
            int lowest = NONE;
            int at = NONE;
            for (int i = 0; i + 1 < left; i++) {
                int across = pairs.get(symbols[i], symbols[i + 1]);
                if (across != PairTable.NONE && (lowest == NONE || ranks[across] < ranks[lowest])) {
                    lowest = across;
                    at = i;
                }
            }
            if (at == NONE) {
                return left;
            }
            symbols[at] = lowest;
            left--;
            System.arraycopy(symbols, at + 2, symbols, at + 1, left - at - 1);
        }
    }
}
