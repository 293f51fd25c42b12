package io.tokenloom.text.bpe;

import io.tokenloom.text.TokenTable;
import io.tokenloom.text.TokenizerFileException;
import java.util.List;
import java.util.Optional;

/**
 * What an encoder asks: tokens by their bytes, which can be neighbours, and what they are called outside. Tokens have the
 * numbers of the {@link MergeTree}; those that merges do not lead to come behind. Thread-safe: immutable.
 *
 * <p>Memory of o200k_base, of 200,000 tokens: 15 MiB.
 */
final class Vocabulary {
    static final int NONE = -1;

    private final MergeTree tree;
    private final VocabularyEntries entries;
    private final TokenFinder finder;
    private final TokenTable table;
    /** How many tokens merges lead to. */
    private final int reached;

    private final boolean mergesBytes;

    private Vocabulary(MergeTree tree, TokenFinder finder, TokenTable table, boolean bytes) {
        this.tree = tree;
        this.entries = tree.entries();
        this.finder = finder;
        this.table = table;
        this.reached = tree.size();
        this.mergesBytes = bytes;
    }

    /**
     * @param tree the tokens that merges lead to
     * @param others ids of tokens that only whole pieces become
     * @param bytes whether single bytes are the first symbols
     */
    static Vocabulary of(MergeTree tree, TokenTable table, int[] others, boolean bytes) {
        int count = tree.size() + others.length;
        requireNumbers(count);
        VocabularyEntries entries = tree.entries();
        for (int i = 0; i < others.length; i++) {
            entries.put(tree.size() + i, others[i], table.length(others[i]));
        }
        TokenFinder finder = new TokenFinder(table);
        for (int token = 0; token < count; token++) {
            int id = entries.id(token);
            finder.put(token, id, table.start(id), table.length(id));
        }
        return new Vocabulary(tree, finder, table, bytes);
    }

    /** @throws TokenizerFileException when there are more tokens than have numbers */
    static void requireNumbers(int tokens) {
        if (tokens > PairTable.MAX_TOKENS) {
            throw new TokenizerFileException(List.of(
                    "the vocabulary has " + tokens + " tokens; at most " + PairTable.MAX_TOKENS + " are supported"));
        }
    }

    /**
     * @param tree all tokens
     * @param finder with the same
     */
    static Vocabulary of(MergeTree tree, TokenFinder finder, TokenTable table, boolean bytes) {
        return new Vocabulary(tree, finder, table, bytes);
    }

    int id(int token) {
        return entries.id(token);
    }

    int length(int token) {
        return entries.length(token);
    }

    /** The next shorter token that begins a token and that merges lead to, or {@link #NONE}. */
    int shorter(int token) {
        int known = entries.shorter(token);
        if (known != VocabularyEntries.UNKNOWN) {
            return known;
        }
        int start = table.start(id(token));
        int shorter = longest(table.bytes(), start, start + length(token) - 1);
        entries.putShorter(token, shorter);
        return shorter;
    }

    /** The token that all of a piece is, whether or not merges lead to it, or {@link #NONE}. */
    int find(byte[] utf8, int from, int to) {
        return finder.find(utf8, from, to);
    }

    /** As {@link TokenFinder#find(byte[], int[], int[], int[], int, int[])}. */
    void find(byte[] utf8, int[] starts, int[] ends, int[] wanted, int count, int[] ids) {
        finder.find(utf8, starts, ends, wanted, count, ids);
    }

    /** The longest token at the start of a stretch that merges lead to, or {@link #NONE}. */
    int longest(byte[] bytes, int from, int to) {
        return finder.longest(bytes, from, to, reached);
    }

    /** Whether it is fast to ask which tokens {@link #stayApart}. */
    boolean isInOrder() {
        return tree.isInOrder();
    }

    /** Whether two tokens can be neighbours. */
    boolean stayApart(int a, int b) {
        return tree.stayApart(a, b);
    }

    /** The merges, where single bytes are the first symbols. */
    Optional<ShortMerges> newShortMerges() {
        return mergesBytes ? Optional.of(new ShortMerges(tree)) : Optional.empty();
    }
}
