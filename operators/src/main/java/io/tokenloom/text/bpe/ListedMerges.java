package io.tokenloom.text.bpe;

import io.tokenloom.text.TokenTable;
import io.tokenloom.text.TokenizerFileException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Takes merges from a list. Many lists name every pair whose bytes are a token; of these, the pairs that merging never
 * comes to are left out.
 */
final class ListedMerges {
    private final TokenTable table;
    private final MergeList list;
    private final int[] bases;
    private MergeTree tree;
    /** Token by id, {@link MergeTree#NONE} where merges did not lead to it so far. */
    private final int[] tokens;

    private ListedMerges(TokenTable table, MergeList list, int[] bases) {
        this.table = table;
        this.list = list;
        this.bases = bases;
        this.tokens = new int[table.size()];
        start();
    }

    static Vocabulary read(BytePairVocabulary vocabulary) {
        int[] bases = vocabulary.firstSymbols() instanceof FirstSymbols.Characters characters
                ? Characters.ids(vocabulary.tokens(), characters)
                : Bytes.ids(vocabulary.tokens());
        ListedMerges merges = new ListedMerges(vocabulary.tokens(), vocabulary.merges(), bases);
        merges.check();
        if (!merges.addByRank()) {
            merges.addByLength();
            merges.tree = merges.tree.byRank();
        }
        int[] unreached = vocabulary.ignoreMerges() ? merges.unreached(vocabulary.firstSymbols()) : new int[0];
        boolean bytes = vocabulary.firstSymbols() instanceof FirstSymbols.Bytes;
        return Vocabulary.of(merges.tree, vocabulary.tokens(), unreached, bytes);
    }

    private void start() {
        tree = new MergeTree(table);
        Arrays.fill(tokens, MergeTree.NONE);
        for (int id : bases) {
            tokens[id] = tree.addBase(id);
        }
    }

    private void check() {
        for (int i = 0; i < list.size(); i++) {
            int left = list.left()[i];
            int right = list.right()[i];
            int result = list.result()[i];
            if (!table.has(left) || !table.has(right) || !table.has(result) || !joins(left, right, result)) {
                throw new TokenizerFileException(List.of("merge " + i + " makes id " + result + " of ids " + left
                        + " and " + right + ", but these are not tokens of which one is the other two together"));
            }
        }
    }

    private boolean joins(int left, int right, int result) {
        byte[] bytes = table.bytes();
        int from = table.start(result);
        int middle = from + table.length(left);
        int to = from + table.length(result);
        return table.length(left) + table.length(right) == table.length(result)
                && Arrays.equals(bytes, from, middle, bytes, table.start(left), table.start(left) + table.length(left))
                && Arrays.equals(
                        bytes, middle, to, bytes, table.start(right), table.start(right) + table.length(right));
    }

    /**
     * Goes through the list and keeps the pairs that stay apart until their merge is due.
     *
     * @return false when a merge might take place whose parts are made by merges that come later in the list. If not, no
     *     merge takes place that was not found: the first such would be of two tokens that were found before it came
     */
    private boolean addByRank() {
        int[] early = new int[list.size()];
        int earlyCount = 0;
        for (int i = 0; i < list.size(); i++) {
            int a = tokens[list.left()[i]];
            int b = tokens[list.right()[i]];
            if (tokens[list.result()[i]] != MergeTree.NONE) {
                requireOnce(i, a, b);
            } else if (a == MergeTree.NONE || b == MergeTree.NONE) {
                early[earlyCount++] = i;
            } else if (tree.stayApart(a, b)) {
                tokens[list.result()[i]] = tree.addMerged(a, b, list.result()[i]);
            }
        }
        for (int i = 0; i < earlyCount; i++) {
            if (tokens[list.result()[early[i]]] == MergeTree.NONE
                    && tokens[list.left()[early[i]]] != MergeTree.NONE
                    && tokens[list.right()[early[i]]] != MergeTree.NONE) {
                return false;
            }
        }
        return true;
    }

    private void requireOnce(int merge, int a, int b) {
        if (a != MergeTree.NONE && b != MergeTree.NONE && tree.isPair(a, b, tokens[list.result()[merge]])) {
            throw new TokenizerFileException(List.of("merge " + merge + " of ids " + list.left()[merge] + " and "
                    + list.right()[merge] + " is in the list twice"));
        }
    }

    /** By merging the bytes of each token, the shorter tokens first, as only they can be parts of it. */
    private void addByLength() {
        start();
        tree.rankAll();
        int[] byLength = IntStream.range(0, list.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> table.length(list.result()[i])))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i : byLength) {
            int a = tokens[list.left()[i]];
            int b = tokens[list.right()[i]];
            if (a != MergeTree.NONE && b != MergeTree.NONE) {
                if (tokens[list.result()[i]] != MergeTree.NONE) {
                    requireOnce(i, a, b);
                } else if (tree.stayApart(a, b)) {
                    tokens[list.result()[i]] = tree.addMerged(a, b, list.result()[i], i);
                }
            }
        }
    }

    /** Ids that merges do not lead to and that text is not kept from. */
    private int[] unreached(FirstSymbols symbols) {
        IntStream ids = IntStream.range(0, table.size())
                .filter(id -> table.has(id) && table.length(id) > 0 && tokens[id] == MergeTree.NONE);
        BitSet reserved = symbols instanceof FirstSymbols.Characters characters ? characters.reserved() : new BitSet();
        return ids.filter(id -> !reserved.get(id)).toArray();
    }
}
