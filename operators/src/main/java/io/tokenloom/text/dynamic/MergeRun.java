package io.tokenloom.text.dynamic;

import io.tokenloom.text.TokenTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One batch while it is merged: all tokens in slots, one sequence after the other. A merged token stays in the slot of its
 * left part, and the slot of its right part falls out of the chain. Not thread-safe.
 */
final class MergeRun {
    private static final int NONE = -1;

    private final DynamicRules rules;
    private final PairValidity validity;
    private final MergedTokens tokens;
    private final int[] sequenceStarts;
    /** By slot: the token, and the slots of its neighbours in the same sequence. */
    private final int[] ids;

    private final int[] next;
    private final int[] previous;
    private final PairPlaces pairs;
    private final PairQueue queue = new PairQueue();
    /** Pairs that got places in the merge under way. */
    private int[] grown = new int[16];

    private int grownCount;

    MergeRun(BaseVocabulary base, DynamicRules rules, PairValidity validity, List<int[]> sequences) {
        this.rules = rules;
        this.validity = validity;
        this.tokens = new MergedTokens(base);
        this.sequenceStarts = new int[sequences.size() + 1];
        int total = 0;
        for (int i = 0; i < sequences.size(); i++) {
            total = Math.addExact(total, sequences.get(i).length);
            sequenceStarts[i + 1] = total;
        }
        ids = new int[total];
        next = new int[total];
        previous = new int[total];
        pairs = new PairPlaces(total);
        for (int i = 0; i < sequences.size(); i++) {
            fill(base.tokens(), i, sequences.get(i));
        }
    }

    private void fill(TokenTable table, int sequence, int[] sequenceIds) {
        int start = sequenceStarts[sequence];
        int end = start + sequenceIds.length;
        System.arraycopy(sequenceIds, 0, ids, start, sequenceIds.length);
        for (int slot = start; slot < end; slot++) {
            if (!table.has(ids[slot])) {
                throw new IllegalArgumentException("id " + ids[slot] + " at index " + (slot - start) + " of sequence "
                        + sequence + " is not in the base vocabulary of " + table.size() + " ids");
            }
            previous[slot] = slot == start ? NONE : slot - 1;
            next[slot] = slot + 1 == end ? NONE : slot + 1;
        }
    }

    DynamicBatch run() {
        if (rules.merges() > 0) {
            for (int slot = 0; slot < ids.length; slot++) {
                if (next[slot] != NONE) {
                    pairs.add(slot, ids[slot], ids[next[slot]]);
                }
            }
            for (int pair = 0; pair < pairs.capacity(); pair++) {
                enqueue(pair);
            }
        }
        while (tokens.size() < rules.merges() && !queue.isEmpty()) {
            int pair = queue.top();
            if (isCurrent(pair)) {
                merge(pair);
            }
        }
        return new DynamicBatch(tokens.delta(), sequences());
    }

    private void enqueue(int pair) {
        if (pairs.count(pair) >= rules.minimumCount() && !pairs.isRefused(pair)) {
            queue.put(pair, pairs.count(pair), pairs.firstAtLeast(pair));
        }
    }

    /** Whether the pair at the top is in truth the best and is valid; otherwise its place in the queue is mended. */
    private boolean isCurrent(int pair) {
        if (pairs.count(pair) < rules.minimumCount()) {
            queue.remove(pair);
            return false;
        }
        if (!queue.holds(pair, pairs.count(pair), pairs.firstAtLeast(pair))
                || !queue.holds(pair, pairs.count(pair), pairs.first(pair))) {
            queue.put(pair, pairs.count(pair), pairs.firstAtLeast(pair));
            return false;
        }
        // Validity is asked only here, as most pairs never come to the top.
        if (!validity.allows(pairs.left(pair), pairs.right(pair), tokens)) {
            pairs.refuse(pair);
            queue.remove(pair);
            return false;
        }
        return true;
    }

    private void merge(int pair) {
        queue.remove(pair);
        int joined = tokens.join(pairs.left(pair), pairs.right(pair));
        for (int slot : pairs.places(pair)) {
            // A place that overlaps the one before it is gone by now.
            if (pairs.pairAt(slot) == pair) {
                join(slot, joined, pair);
            }
        }
        pairs.release(pair);
        for (int i = 0; i < grownCount; i++) {
            if (pairs.count(grown[i]) > 0) {
                enqueue(grown[i]);
            }
        }
        grownCount = 0;
    }

    private void join(int slot, int joined, int current) {
        int gone = next[slot];
        int before = previous[slot];
        int after = next[gone];
        remove(slot, current);
        if (after != NONE) {
            remove(gone, current);
            previous[after] = slot;
        }
        if (before != NONE) {
            remove(before, current);
        }
        ids[slot] = joined;
        next[slot] = after;
        if (before != NONE) {
            add(before);
        }
        if (after != NONE) {
            add(slot);
        }
    }

    private void remove(int slot, int current) {
        int pair = pairs.pairAt(slot);
        pairs.remove(slot);
        if (pairs.count(pair) == 0 && pair != current) {
            queue.remove(pair);
            pairs.release(pair);
        }
    }

    private void add(int slot) {
        int pair = pairs.add(slot, ids[slot], ids[next[slot]]);
        if (grownCount == grown.length) {
            grown = Arrays.copyOf(grown, 2 * grownCount);
        }
        grown[grownCount++] = pair;
    }

    private List<int[]> sequences() {
        List<int[]> shortened = new ArrayList<>(sequenceStarts.length - 1);
        for (int i = 0; i + 1 < sequenceStarts.length; i++) {
            int length = 0;
            boolean empty = sequenceStarts[i] == sequenceStarts[i + 1];
            int[] sequence = new int[sequenceStarts[i + 1] - sequenceStarts[i]];
            for (int slot = empty ? NONE : sequenceStarts[i]; slot != NONE; slot = next[slot]) {
                sequence[length++] = ids[slot];
            }
            shortened.add(Arrays.copyOf(sequence, length));
        }
        return shortened;
    }
}
