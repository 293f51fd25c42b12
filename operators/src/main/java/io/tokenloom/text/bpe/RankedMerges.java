package io.tokenloom.text.bpe;

import io.tokenloom.text.TokenTable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Finds the merges that ranks stand for: neighbours merge where their bytes together are a token, and its rank is that of
 * the merge. For each token, in the order of ranks, the one pair is looked for that merges leave of its bytes.
 *
 * <p>All tokens are numbered in the order of ranks, as if merges led to every one of them; they are numbered anew where that
 * is not so. Not thread-safe.
 */
final class RankedMerges {
    private static final int NONE = TokenFinder.NONE;

    private final TokenTable table;
    private final int[] bases;
    private TokenFinder finder;
    private MergeTree tree;
    /** The longest token that a token begins with and is not itself. */
    private final int[] beginnings;
    /** Tokens that merges did not lead to so far. */
    private int[] unreached = new int[16];

    private int unreachedCount;
    /** What is most likely the pair that makes a token, and then what is. */
    private final int[] lefts;

    private final int[] rights;

    private RankedMerges(TokenTable table) {
        this.table = table;
        this.bases = Bytes.ids(table);
        this.finder = new TokenFinder(table, table.size());
        this.tree = new MergeTree(table.size());
        this.beginnings = new int[table.size()];
        this.lefts = new int[table.size()];
        this.rights = new int[table.size()];
    }

    static Vocabulary read(TokenTable table) {
        RankedMerges merges = new RankedMerges(table);
        int[] ids = merges.number();
        merges.findBeginnings(ids);
        merges.findLikeliest(ids);
        merges.addByRank(ids);
        if (merges.needsDefinition(ids)) {
            return merges.byLength(ids);
        }
        return merges.unreachedCount == 0
                ? Vocabulary.of(merges.tree, merges.finder, table, new int[0])
                : merges.numberedAnew(ids);
    }

    /** Puts all tokens into the finder; returns their ids. */
    private int[] number() {
        int[] ids = Arrays.copyOf(bases, table.size() + bases.length);
        int size = bases.length;
        for (int id = 0; id < table.size(); id++) {
            if (table.has(id) && table.length(id) > 1) {
                ids[size++] = id;
            }
        }
        for (int token = 0; token < size; token++) {
            finder.put(token, table.start(ids[token]), table.length(ids[token]));
        }
        return Arrays.copyOf(ids, size);
    }

    private void findBeginnings(int[] ids) {
        byte[] bytes = table.bytes();
        Arrays.fill(beginnings, 0, bases.length, NONE);
        for (int token = bases.length; token < ids.length; token++) {
            int from = table.start(ids[token]);
            beginnings[token] = finder.longest(bytes, from, from + table.length(ids[token]) - 1, Integer.MAX_VALUE);
        }
    }

    /**
     * Finds, of the pairs that each token could be cut into, the one whose later half came first: nine times in ten it is
     * this that merges make. That is known before any merge is, and so looked up in a loop of its own, which keeps to
     * memory that is near.
     */
    private void findLikeliest(int[] ids) {
        byte[] bytes = table.bytes();
        for (int token = bases.length; token < ids.length; token++) {
            int from = table.start(ids[token]);
            int to = from + table.length(ids[token]);
            int latest = token;
            lefts[token] = NONE;
            for (int a = beginnings[token]; a != NONE; a = beginnings[a]) {
                int b = a < latest ? finder.find(bytes, from + finder.length(a), to) : NONE;
                if (b != NONE && b < latest) {
                    latest = Math.max(a, b);
                    lefts[token] = a;
                    rights[token] = b;
                }
            }
        }
    }

    private void addByRank(int[] ids) {
        for (int id : bases) {
            tree.addBase(id);
        }
        for (int token = bases.length; token < ids.length; token++) {
            if (fits(lefts[token], rights[token]) || findPair(token, ids[token])) {
                tree.addMerged(lefts[token], rights[token], ids[token]);
            } else {
                tree.addUnmade(ids[token]);
                addUnreached(token);
            }
        }
    }

    private boolean fits(int a, int b) {
        return a != NONE && tree.isMade(a) && tree.isMade(b) && tree.stayApart(a, b);
    }

    /** Tries each way to cut a token in two. */
    private boolean findPair(int token, int id) {
        byte[] bytes = table.bytes();
        int from = table.start(id);
        int to = from + table.length(id);
        for (int a = beginnings[token]; a != NONE; a = beginnings[a]) {
            int b = a < token ? finder.find(bytes, from + finder.length(a), to) : NONE;
            if (b != NONE && b < token && fits(a, b)) {
                lefts[token] = a;
                rights[token] = b;
                return true;
            }
        }
        return false;
    }

    private void addUnreached(int token) {
        if (unreachedCount == unreached.length) {
            unreached = Arrays.copyOf(unreached, 2 * unreachedCount);
        }
        unreached[unreachedCount++] = token;
    }

    /**
     * Whether a token might be made of parts that rank behind it. If not, no merge ever takes place that was not found:
     * the first such would be of two tokens that were found, and ranking before it they were tried.
     */
    private boolean needsDefinition(int[] ids) {
        byte[] bytes = table.bytes();
        for (int i = 0; i < unreachedCount; i++) {
            int token = unreached[i];
            int from = table.start(ids[token]);
            int to = from + table.length(ids[token]);
            for (int a = beginnings[token]; a != NONE; a = beginnings[a]) {
                int b = finder.find(bytes, from + finder.length(a), to);
                if (b != NONE && tree.isMade(a) && tree.isMade(b) && Math.max(a, b) > token) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The tokens that merges lead to, and the others behind them. */
    private Vocabulary numberedAnew(int[] ids) {
        int[] numbers = new int[ids.length];
        MergeTree made = new MergeTree(table.size());
        finder = new TokenFinder(table, table.size());
        for (int token = 0; token < ids.length; token++) {
            if (tree.isMade(token)) {
                numbers[token] = token < bases.length
                        ? made.addBase(ids[token])
                        : made.addMerged(numbers[lefts[token]], numbers[rights[token]], ids[token]);
                put(numbers[token], ids[token]);
            }
        }
        return Vocabulary.of(made, finder, table, unreached(ids));
    }

    private int[] unreached(int[] ids) {
        int[] result = new int[unreachedCount];
        for (int i = 0; i < unreachedCount; i++) {
            result[i] = ids[unreached[i]];
        }
        return result;
    }

    private void put(int token, int id) {
        finder.put(token, table.start(id), table.length(id));
    }

    /** By merging the bytes of each token, the shorter tokens first, as only they can be parts of it. */
    private Vocabulary byLength(int[] ids) {
        int[] byLength = IntStream.range(bases.length, ids.length)
                .boxed()
                .sorted(Comparator.comparingInt(token -> table.length(ids[token])))
                .mapToInt(Integer::intValue)
                .toArray();
        tree = new MergeTree(table.size());
        finder = new TokenFinder(table, table.size());
        for (int id : bases) {
            put(tree.addBase(id), id);
        }
        tree.rankAll();
        unreachedCount = 0;
        for (int token : byLength) {
            int id = ids[token];
            int[] symbols = new int[table.length(id)];
            for (int i = 0; i < symbols.length; i++) {
                symbols[i] = table.bytes()[table.start(id) + i] & 0xff;
            }
            if (tree.merge(symbols, symbols.length) == 2) {
                put(tree.addMerged(symbols[0], symbols[1], id, id), id);
            } else {
                addUnreached(token);
            }
        }
        return Vocabulary.of(tree, finder, table, unreached(ids));
    }
}
