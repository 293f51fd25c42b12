package io.tokenloom.text.dynamic;

import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.heap.LongHeap;

/**
 * One sequence while the merges of a delta are applied to it. Pairs wait in the order of their entries, of one entry from
 * the left; what a merge brings together waits for later entries only, since each entry goes over the text once. Time is
 * n log n. Not thread-safe.
 */
final class DeltaRun {
    private static final int NONE = -1;

    private final VocabularyDelta delta;
    private final EntryIndex entries;
    private final TokenBuffer tokens;
    private final int from;
    private final int[] next;
    private final int[] previous;
    /** Entry in the upper half, index of the left token in the lower. */
    private final LongHeap waiting = new LongHeap(16);

    DeltaRun(VocabularyDelta delta, EntryIndex entries, TokenBuffer tokens, int from) {
        this.delta = delta;
        this.entries = entries;
        this.tokens = tokens;
        this.from = from;
        int length = tokens.size() - from;
        next = new int[length];
        previous = new int[length];
    }

    void run() {
        int length = next.length;
        for (int i = 0; i < length; i++) {
            next[i] = i + 1 == length ? NONE : i + 1;
            previous[i] = i - 1;
        }
        for (int i = 0; i < length; i++) {
            look(i, 0);
        }
        while (!waiting.isEmpty()) {
            long first = waiting.poll();
            join((int) first, (int) (first >>> Integer.SIZE));
        }
        compact();
    }

    private void look(int index, int entry) {
        if (next[index] == NONE) {
            return;
        }
        int found = entries.entryFrom(entry, id(index), id(next[index]));
        if (found != EntryIndex.NONE) {
            waiting.add((long) found << Integer.SIZE | index);
        }
    }

    private int id(int index) {
        return tokens.id(from + index);
    }

    private void join(int index, int entry) {
        int gone = next[index];
        if (gone == NONE || id(index) != delta.left(entry) || id(gone) != delta.right(entry)) {
            return;
        }
        tokens.ids()[from + index] = delta.result(entry);
        if (tokens.hasSpans()) {
            tokens.ends()[from + index] = tokens.end(from + gone);
        }
        int after = next[gone];
        next[index] = after;
        next[gone] = NONE;
        previous[gone] = NONE;
        if (after != NONE) {
            previous[after] = index;
        }
        look(index, entry + 1);
        if (previous[index] != NONE) {
            look(previous[index], entry + 1);
        }
    }

    private void compact() {
        int size = from;
        for (int index = 0; index != NONE; index = next[index]) {
            tokens.ids()[size] = id(index);
            if (tokens.hasSpans()) {
                tokens.starts()[size] = tokens.start(from + index);
                tokens.ends()[size] = tokens.end(from + index);
            }
            size++;
        }
        tokens.truncate(size);
    }
}
