package io.tokenloom.text.sentencepiece;

import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.heap.LongHeap;
import io.tokenloom.text.piece.PieceEncoder;
import io.tokenloom.text.trie.ByteTrie;
import java.util.Arrays;

/**
 * Merges the symbols of one stretch after the other. In a stretch they are a linked list over their places, and pairs that
 * may merge are in a heap, which may hold outdated ones: n log n.
 */
final class SymbolPairEncoder implements PieceEncoder {
    private static final int FIRST_CAPACITY = 64;
    private static final int KEPT_CAPACITY = 1 << 14;
    private static final int NONE = -1;
    /** Of so many symbols the next merge is found faster by looking at all than with a heap. */
    private static final int FEW = 16;

    private final SymbolPairModel model;
    private final ByteTrie trie;
    private final PieceWriter writer;
    /** Bytes of the left part by which each unused piece was merged last. */
    private final int[] leftParts;

    private int[] starts = new int[FIRST_CAPACITY + 1];
    private boolean[] frozen = new boolean[FIRST_CAPACITY];
    private int[] next = new int[FIRST_CAPACITY];
    private int[] previous = new int[FIRST_CAPACITY];
    /** Where each symbol leads in the trie. */
    private long[] nodes = new long[FIRST_CAPACITY];

    /** Where a symbol leads together with the next one, when that is a piece; else none. */
    private long[] pairs = new long[FIRST_CAPACITY];

    private int size;
    /** Rank of a pair, and below it its place. */
    private LongHeap heap = new LongHeap(2 * FIRST_CAPACITY);

    private byte[] utf8;

    SymbolPairEncoder(SymbolPairModel model, PieceWriter writer) {
        this.model = model;
        this.writer = writer;
        trie = model.trie();
        leftParts = new int[model.hasUnused() ? model.vocabularySize() : 0];
    }

    @Override
    public void encode(byte[] text, int from, int to, TokenBuffer out) {
        utf8 = text;
        writer.begin(out);
        Symbols symbols = model.symbols();
        int left = NONE;
        for (int at = from; at < to; ) {
            int symbol = symbols.mayBeginWith(text[at]) ? symbols.userDefined(text, at, to) : 0;
            boolean isFrozen = symbol > 0;
            int end = at + (isFrozen ? symbol : Symbols.characterLength(text[at]));
            int right = isFrozen ? NONE : AdjacentCharacters.character(text, at);
            boolean joins = left != NONE && right != NONE && model.mayJoin(left, right);
            if (!joins && !model.hasUnused()) {
                mergeAndWrite(at);
            }
            add(at, isFrozen);
            left = right;
            at = end;
        }
        mergeAndWrite(to);
        utf8 = null;
        if (next.length > KEPT_CAPACITY) {
            resize(FIRST_CAPACITY);
            heap = new LongHeap(2 * FIRST_CAPACITY);
        }
    }

    private void add(int start, boolean isFrozen) {
        if (size == next.length) {
            resize(2 * size);
        }
        starts[size] = start;
        frozen[size++] = isFrozen;
    }

    private void resize(int capacity) {
        starts = Arrays.copyOf(starts, capacity + 1);
        frozen = Arrays.copyOf(frozen, capacity);
        next = new int[capacity];
        previous = new int[capacity];
        nodes = new long[capacity];
        pairs = new long[capacity];
    }

    private void mergeAndWrite(int end) {
        if (size == 0) {
            return;
        }
        starts[size] = end;
        for (int i = 0; i < size; i++) {
            next[i] = i + 1;
            previous[i] = i - 1;
            nodes[i] = trie.walk(trie.root(), utf8, starts[i], starts[i + 1]);
        }
        if (size > 1) {
            merge();
        }
        for (int at = 0; at < size; at = next[at]) {
            write(starts[at], starts[next[at]], value(nodes[at]));
        }
        size = 0;
    }

    private void merge() {
        boolean few = size <= FEW;
        pairs[size - 1] = ByteTrie.NONE;
        for (int i = 0; i + 1 < size; i++) {
            look(i, few);
        }
        if (few) {
            for (int at = lowest(); at != NONE; at = lowest()) {
                join(at, true);
            }
            return;
        }
        while (!heap.isEmpty()) {
            long best = heap.poll();
            int at = (int) best;
            if (pairs[at] != ByteTrie.NONE && model.rank(value(pairs[at])) == (int) (best >>> 32)) {
                join(at, false);
            }
        }
    }

    /** The pair to merge next, found by looking at all. */
    private int lowest() {
        int lowest = NONE;
        int rank = Integer.MAX_VALUE;
        for (int at = 0; at < size; at = next[at]) {
            if (pairs[at] != ByteTrie.NONE && model.rank(value(pairs[at])) < rank) {
                rank = model.rank(value(pairs[at]));
                lowest = at;
            }
        }
        return lowest;
    }

    private void join(int at, boolean few) {
        int gone = next[at];
        nodes[at] = pairs[at];
        pairs[gone] = ByteTrie.NONE;
        next[at] = next[gone];
        if (next[at] < size) {
            previous[next[at]] = at;
        }
        if (previous[at] >= 0) {
            look(previous[at], few);
        }
        look(at, few);
    }

    /** Finds what a symbol makes with the next one. */
    private void look(int at, boolean few) {
        int second = next[at];
        long pair = ByteTrie.NONE;
        if (second < size && !frozen[at] && !frozen[second]) {
            pair = trie.walk(nodes[at], utf8, starts[second], starts[next[second]]);
        }
        int id = value(pair);
        pairs[at] = id == ByteTrie.NO_VALUE ? ByteTrie.NONE : pair;
        if (id != ByteTrie.NO_VALUE) {
            if (!few) {
                heap.add((long) model.rank(id) << 32 | at);
            }
            if (model.isUnused(id)) {
                leftParts[id] = starts[second] - starts[at];
            }
        }
    }

    private static int value(long node) {
        return node == ByteTrie.NONE ? ByteTrie.NO_VALUE : ByteTrie.value(node);
    }

    private void write(int from, int to, int id) {
        if (id == ByteTrie.NO_VALUE) {
            writer.unknown(utf8, from, to);
        } else if (model.isUnused(id) && leftParts[id] > 0) {
            int middle = from + leftParts[id];
            write(from, middle, trie.find(utf8, from, middle));
            write(middle, to, trie.find(utf8, middle, to));
        } else {
            writer.token(id, from, to);
        }
    }
}
