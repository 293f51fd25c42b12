package io.tokenloom.text.bpe;

import io.tokenloom.text.TokenTable;
import io.tokenloom.text.TokenizerFileException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/**
 * Finds the merges that ranks stand for: neighbours merge where their bytes together are a token, and its rank is that of
 * the merge. For each token, in the order of ranks, its bytes are merged by the merges of lower ranks; the one that makes it is
 * of the pair that is left. Not thread-safe.
 */
final class RankedMerges {
    private static final int NONE = MergeTree.NONE;
    private static final int BYTES = 1 << Byte.SIZE;

    private final TokenTable table;
    /** Ids of the tokens, those of single bytes first, the others in the order of ranks. */
    private final int[] ids;
    /** Finds tokens by bytes, as indices of {@link #ids}; filled meanwhile by another thread. */
    private final CompletableFuture<TokenFinder> finder;

    private MergeTree tree;
    /** Token of the tree by index of {@link #ids}, {@link #NONE} where merges did not lead to it so far. */
    private final int[] made;
    /** Indices of the tokens that merges do not lead to. */
    private int[] unreached = new int[16];

    private int unreachedCount;

    private RankedMerges(TokenTable table) {
        this.table = table;
        int[] bytes = Bytes.ids(table);
        // A single byte that comes twice goes to the finder, which refuses it.
        IntStream others = IntStream.range(0, table.size())
                .filter(id -> table.length(id) > 1
                        || table.length(id) == 1 && bytes[table.bytes()[table.start(id)] & 0xff] != id);
        this.ids = IntStream.concat(Arrays.stream(bytes), others).toArray();
        Vocabulary.requireNumbers(ids.length);
        this.finder = CompletableFuture.supplyAsync(this::fillFinder);
        this.made = new int[ids.length];
    }

    /**
     * Merges and tokens.
     *
     * @throws TokenizerFileException when two ranks are the same bytes, when there are too many, or as {@link Bytes#ids}
     */
    static Vocabulary read(TokenTable table) {
        RankedMerges merges = new RankedMerges(table);
        merges.addByRank();
        TokenFinder finder = merges.finder();
        if (merges.unreachedCount == 0) {
            return Vocabulary.of(merges.tree, finder, table, true);
        }
        if (merges.needsDefinition()) {
            merges.addByLength();
            merges.tree = merges.tree.byRank();
        }
        return Vocabulary.of(merges.tree, table, merges.unreached(), true);
    }

    private TokenFinder fillFinder() {
        TokenFinder tokens = new TokenFinder(table);
        for (int i = 0; i < ids.length; i++) {
            int same = tokens.put(i, ids[i], table.start(ids[i]), table.length(ids[i]));
            if (same != NONE) {
                throw new TokenizerFileException(
                        List.of("ids " + ids[same] + " and " + ids[i] + " are the same bytes"));
            }
        }
        return tokens;
    }

    private TokenFinder finder() {
        try {
            return finder.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof TokenizerFileException refused ? refused : e;
        }
    }

    private void startWithBytes() {
        tree = new MergeTree(table);
        unreachedCount = 0;
        for (int b = 0; b < BYTES; b++) {
            made[b] = tree.addBase(ids[b]);
        }
    }

    private void addByRank() {
        startWithBytes();
        ShortMerges merges = new ShortMerges(tree);
        int[] left = new int[ShortMerges.LENGTH];
        for (int i = BYTES; i < ids.length; i++) {
            int from = table.start(ids[i]);
            int length = table.length(ids[i]);
            if (length > ShortMerges.LENGTH) {
                made[i] = addByParts(i);
            } else {
                boolean isPair = merges.encode(table.bytes(), from, from + length, left, 0) == 2;
                made[i] = isPair ? tree.addMerged(left[0], left[1], ids[i]) : NONE;
            }
            if (made[i] == NONE) {
                addUnreached(i);
            }
        }
    }

    /** Tries each way to cut a token into two that are made already; merges leave one at most. */
    private int addByParts(int token) {
        for (int end = nextCut(token, table.length(ids[token])); end > 0; end = nextCut(token, end)) {
            int a = part(token, 0, end);
            int b = part(token, end, table.length(ids[token]));
            if (b != NONE && a < token && b < token && isMade(a) && isMade(b) && tree.stayApart(made[a], made[b])) {
                return tree.addMerged(made[a], made[b], ids[token]);
            }
        }
        return NONE;
    }

    private boolean isMade(int token) {
        return made[token] != NONE;
    }

    /** How long the longest token is that is shorter than so many bytes and that a token begins with; 0 if there is none. */
    private int nextCut(int token, int length) {
        int from = table.start(ids[token]);
        int longest = finder().longest(table.bytes(), from, from + length - 1, Integer.MAX_VALUE);
        return longest == NONE ? 0 : table.length(ids[longest]);
    }

    private int part(int token, int from, int to) {
        int start = table.start(ids[token]);
        return finder().find(table.bytes(), start + from, start + to);
    }

    private void addUnreached(int token) {
        if (unreachedCount == unreached.length) {
            unreached = Arrays.copyOf(unreached, 2 * unreachedCount);
        }
        unreached[unreachedCount++] = token;
    }

    private int[] unreached() {
        return Arrays.stream(unreached, 0, unreachedCount)
                .map(token -> ids[token])
                .toArray();
    }

    /**
     * Whether a token might be made of parts that rank behind it. If not, no merge ever takes place that was not found:
     * the first such would be of two tokens that were found, and ranking before it they were merged.
     */
    private boolean needsDefinition() {
        for (int i = 0; i < unreachedCount; i++) {
            int token = unreached[i];
            int length = table.length(ids[token]);
            for (int end = nextCut(token, length); end > 0; end = nextCut(token, end)) {
                int a = part(token, 0, end);
                int b = part(token, end, length);
                if (b != NONE && isMade(a) && isMade(b) && Math.max(a, b) > token) {
                    return true;
                }
            }
        }
        return false;
    }

    /** By merging the bytes of each token, the shorter tokens first, as only they can be parts of it. */
    private void addByLength() {
        startWithBytes();
        tree.rankAll();
        int[] byLength = IntStream.range(BYTES, ids.length)
                .boxed()
                .sorted(Comparator.comparingInt(token -> table.length(ids[token])))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int token : byLength) {
            int id = ids[token];
            int[] symbols = new int[table.length(id)];
            for (int i = 0; i < symbols.length; i++) {
                symbols[i] = table.bytes()[table.start(id) + i] & 0xff;
            }
            if (tree.merge(symbols, symbols.length) == 2) {
                tree.addMerged(symbols[0], symbols[1], id, id);
            } else {
                addUnreached(token);
            }
        }
    }
}
