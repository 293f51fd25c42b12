package io.tokenloom.text.bpe;

import io.tokenloom.text.TokenTable;
import io.tokenloom.text.TokenizerFileException;
import java.util.List;

/**
 * What an encoder asks: tokens by their bytes, which can be neighbours, and what they are called outside. Tokens have the
 * numbers of the {@link MergeTree}; those that merges do not lead to come behind. Thread-safe: immutable.
 *
 * <p>Memory of o200k_base, of 200,000 tokens: 16 MiB.
 */
final class Vocabulary {
    static final int NONE = -1;

    /** Keeps what is known apart from 0, {@link #NONE} as well. */
    private static final int KNOWN = 2;

    private final MergeTree tree;
    private final TokenFinder finder;
    private final int[] ids;
    private final TokenTable table;
    /**
     * For each token the longest one that it begins with and is not itself, plus {@link #KNOWN}; found when it is asked
     * for, as most never are. Whichever thread comes first or again writes the same.
     */
    private final int[] shorter;

    /** How many tokens merges lead to. */
    private final int reached;

    private Vocabulary(MergeTree tree, TokenFinder finder, TokenTable table, int[] ids) {
        this.tree = tree;
        this.finder = finder;
        this.ids = ids;
        this.table = table;
        this.shorter = new int[tree.size()];
        this.reached = tree.size();
    }

    /**
     * @param finder with the tokens of the tree
     * @param others ids of tokens that only whole pieces become
     */
    static Vocabulary of(MergeTree tree, TokenFinder finder, TokenTable table, int[] others) {
        int count = tree.size() + others.length;
        if (count > PairTable.MAX_TOKENS) {
            throw new TokenizerFileException(List.of(
                    "the vocabulary has " + count + " tokens; at most " + PairTable.MAX_TOKENS + " are supported"));
        }
        int[] ids = new int[count];
        for (int token = 0; token < count; token++) {
            ids[token] = token < tree.size() ? tree.id(token) : others[token - tree.size()];
            if (token >= tree.size()) {
                finder.put(token, table.start(ids[token]), table.length(ids[token]));
            }
        }
        return new Vocabulary(tree, finder, table, ids);
    }

    int id(int token) {
        return ids[token];
    }

    int length(int token) {
        return finder.length(token);
    }

    /** The next shorter token that begins a token and that merges lead to, or {@link #NONE}. */
    int shorter(int token) {
        int known = shorter[token];
        if (known == 0) {
            int start = table.start(ids[token]);
            known = longest(table.bytes(), start, start + length(token) - 1) + KNOWN;
            shorter[token] = known;
        }
        return known - KNOWN;
    }

    /** The longest token at the start of a stretch that merges lead to, or {@link #NONE}. */
    int longest(byte[] bytes, int from, int to) {
        return finder.longest(bytes, from, to, reached);
    }

    /** The longest token at the start of a piece, whether or not merges lead to it, or {@link #NONE}. */
    int longestOfAll(byte[] bytes, int from, int to) {
        return finder.longest(bytes, from, to, Integer.MAX_VALUE);
    }

    /** Whether merges lead to a token; otherwise only a whole piece becomes it. */
    boolean isReached(int token) {
        return token < reached;
    }

    boolean stayApart(int a, int b) {
        return tree.stayApart(a, b);
    }
}
