package io.tokenloom.text.bpe;

import io.tokenloom.text.TokenTable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

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

    private final TokenTable table;
    private final PairTable pairs;
    private final VocabularyEntries entries;
    /** The same as {@link #pairs} for the first 256 tokens. */
    private final int[] bytePairs = new int[1 << 2 * Byte.SIZE];

    private int size;
    private int bases;
    /** Ranks by token where they are not the order of tokens. */
    private int[] ranks = {};
    /** Whether tokens are in the order in which merges make them; if not, pairs are checked by merging. */
    private boolean inOrder = true;

    /** @param table of the tokens that will be added; there is room for all of them */
    MergeTree(TokenTable table) {
        this.table = table;
        this.pairs = new PairTable(table.size());
        this.entries = new VocabularyEntries(table.size());
        Arrays.fill(bytePairs, NONE);
    }

    /** Adds a token that is there before any merge; all of these come first. */
    int addBase(int id) {
        bases++;
        return add(id);
    }

    /** Adds a token that a pair makes, later than all before it. */
    int addMerged(int a, int b, int id) {
        int token = add(id);
        entries.putParts(token, a, b);
        pairs.put(a, b, token);
        if ((a | b) < bytePairs.length >>> Byte.SIZE) {
            bytePairs[a << Byte.SIZE | b] = token;
        }
        return token;
    }

    private int add(int id) {
        entries.put(size, id, table.length(id));
        return size++;
    }

    /** As {@link #addMerged(int, int, int)} in any order, after {@link #rankAll}. */
    int addMerged(int a, int b, int id, int rank) {
        int token = addMerged(a, b, id);
        ranks[token] = rank;
        return token;
    }

    /** Says that tokens will be made with ranks, in any order; then neighbours are checked by merging their bytes. */
    void rankAll() {
        ranks = new int[table.size()];
        inOrder = false;
    }

    /**
     * The same merges, and tokens numbered by their ranks, so that again of two merges the one that makes the lower token comes
     * first. Tokens are still not in the order in which merges make them: a part may have a higher rank than what is made of it.
     */
    MergeTree byRank() {
        int[] order = IntStream.range(bases, size)
                .boxed()
                .sorted(Comparator.comparingInt(token -> ranks[token]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] numbers = IntStream.range(0, size).toArray();
        for (int i = 0; i < order.length; i++) {
            numbers[order[i]] = bases + i;
        }
        MergeTree ordered = new MergeTree(table);
        ordered.inOrder = false;
        for (int base = 0; base < bases; base++) {
            ordered.addBase(entries.id(base));
        }
        for (int token : order) {
            ordered.addMerged(numbers[entries.left(token)], numbers[entries.right(token)], entries.id(token));
        }
        return ordered;
    }

    /** Whether tokens are in the order in which merges make them. */
    boolean isInOrder() {
        return inOrder;
    }

    /** Whether it is this pair that makes a token. */
    boolean isPair(int a, int b, int token) {
        return token >= bases && entries.hasParts(token, a, b);
    }

    /** What is known of each token; there is room for as many as the table has. */
    VocabularyEntries entries() {
        return entries;
    }

    /** How many tokens there are. */
    int size() {
        return size;
    }

    /** How many of them are there before any merge. */
    int bases() {
        return bases;
    }

    /**
     * What each pair of single bytes merges into, the first byte in the upper half of the index, or {@link #NONE}. To be asked
     * only where these are the first symbols.
     */
    int[] bytePairs() {
        return bytePairs;
    }

    /** The token that a pair makes, or {@link #NONE}. */
    int merged(int a, int b) {
        return pairs.get(a, b);
    }

    /** Whether two tokens stay as they are when their bytes are merged as one text. */
    boolean stayApart(int a, int b) {
        return inOrder ? undone(a, b) : areKept(a, b);
    }

    /**
     * Undoes the merges that made both tokens, the latest first, and looks at each moment whether the two symbols at the
     * seam would have been merged then. Of equal ranks, the merge further to the left came first: the right token's own
     * loses against one across the seam, the left token's wins.
     */
    private boolean undone(int a, int b) {
        VocabularyEntries made = entries;
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
            bound = later + 1 + first;
            int left = made.left(later);
            a ^= (a ^ made.right(later)) & first;
            b = left ^ (b ^ left) & first;
        }
    }

    private boolean areKept(int a, int b) {
        int[] first = symbols(a);
        int[] second = symbols(b);
        int[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return merge(both, both.length) == 2 && both[0] == a && both[1] == b;
    }

    /** The symbols of a token before any merge. */
    private int[] symbols(int token) {
        if (token < bases) {
            return new int[] {token};
        }
        int[] first = symbols(entries.left(token));
        int[] second = symbols(entries.right(token));
        int[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /**
     * Merges by the definition, in time that is the square of the length.
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
                if (across != PairTable.NONE && (lowest == NONE || rank(across) < rank(lowest))) {
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

    private int rank(int token) {
        return ranks.length == 0 ? token : ranks[token];
    }
}
