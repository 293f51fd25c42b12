package io.tokenloom.text.trie;

import java.util.Arrays;

/**
 * Makes a {@link ByteTrie}: sorts the keys by their first bytes, lays out the children of that node, goes on with each
 * group. Depth first with a stack of its own, so that long keys cannot overflow the thread's.
 *
 * <p>Slots are taken from the last few blocks of 256 only; what remains empty in older blocks is given up, which keeps the
 * search for a place short.
 */
final class ByteTrieBuilder {
    private static final int BLOCK = 256;
    private static final int OPEN_BLOCKS = 16;
    private static final int MAX_SLOTS = 1 << 27;
    private static final long EMPTY = 256;
    private static final long TAKEN = 257;
    private static final int FEW = 24;

    private final byte[][] keys;
    private int[] order;
    private int[] sorted;
    private int longestKey;

    private long[] slots = new long[BLOCK * 64];
    /** Free slots of the open blocks, as a ring; meaningful for free slots only. */
    private int[] nextFree = new int[slots.length];

    private int[] previousFree = new int[slots.length];
    private long[] usedBases = new long[slots.length >> 6];
    private int size;
    private int firstFree = -1;

    /** Groups to do: first key, end of keys, bytes in common, slot. */
    private int[] stack = new int[4 * 256];

    private int depth;

    private final int[] counts = new int[BLOCK + 1];
    private final int[] labels = new int[BLOCK];
    private final int[] groupEnds = new int[BLOCK];

    ByteTrieBuilder(byte[][] keys) {
        this.keys = keys;
    }

    ByteTrie build() {
        order = new int[keys.length];
        int count = 0;
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != null && keys[i].length > 0) {
                order[count++] = i;
                longestKey = Math.max(longestKey, keys[i].length);
            }
        }
        sorted = new int[count];
        // The first block stays empty: nodes without children have base 0, and find nothing there.
        addBlock();
        closeBlock(0);
        addBlock();
        int rootSlot = firstFree;
        take(rootSlot);
        push(0, count, 0, rootSlot);
        while (depth > 0) {
            depth -= 4;
            place(stack[depth], stack[depth + 1], stack[depth + 2], stack[depth + 3]);
        }
        long root = slots[rootSlot];
        slots[rootSlot] = EMPTY;
        for (int i = 0; i < size; i++) {
            if (slots[i] == TAKEN) {
                slots[i] = EMPTY;
            }
        }
        return new ByteTrie(Arrays.copyOf(slots, size), root, longestKey);
    }

    /** Fills a slot, whose label is known, and takes slots for its children. */
    private void place(int from, int to, int common, int slot) {
        int first = from;
        int value = ByteTrie.NO_VALUE;
        // Keys that end here come first, in their own order.
        int groups = group(from, to, common);
        while (first < to && keys[order[first]].length == common) {
            value = order[first++];
        }
        int base = groups == 0 ? 0 : findBase(groups);
        slots[slot] = (long) base << ByteTrie.BASE_SHIFT
                | (long) (value + 1) << ByteTrie.VALUE_SHIFT
                | slots[slot] & ByteTrie.LABEL_MASK;
        for (int i = 0; i < groups; i++) {
            int child = base ^ labels[i];
            take(child);
            slots[child] = labels[i];
            push(first, groupEnds[i], common + 1, child);
            first = groupEnds[i];
        }
    }

    /** Sorts keys with a common start by their next byte; fills labels and groupEnds. */
    private int group(int from, int to, int common) {
        if (to - from <= FEW) {
            for (int i = from + 1; i < to; i++) {
                int key = order[i];
                int rank = rank(key, common);
                int at = i;
                while (at > from && rank(order[at - 1], common) > rank) {
                    order[at] = order[at - 1];
                    at--;
                }
                order[at] = key;
            }
        } else {
            Arrays.fill(counts, 0);
            for (int i = from; i < to; i++) {
                counts[rank(order[i], common)]++;
            }
            int start = 0;
            for (int i = 0; i < counts.length; i++) {
                int count = counts[i];
                counts[i] = start;
                start += count;
            }
            for (int i = from; i < to; i++) {
                sorted[counts[rank(order[i], common)]++] = order[i];
            }
            System.arraycopy(sorted, 0, order, from, to - from);
        }
        int groups = 0;
        int last = 0;
        for (int i = from; i < to; i++) {
            int rank = rank(order[i], common);
            if (rank != last) {
                labels[groups++] = rank - 1;
                last = rank;
            }
            if (groups > 0) {
                groupEnds[groups - 1] = i + 1;
            }
        }
        return groups;
    }

    /** The byte at an index, from 1 on; 0 at the end of the key. */
    private int rank(int key, int index) {
        byte[] bytes = keys[key];
        return index < bytes.length ? (bytes[index] & 0xff) + 1 : 0;
    }

    private int findBase(int groups) {
        if (firstFree >= 0) {
            int free = firstFree;
            do {
                int base = free ^ labels[0];
                if ((usedBases[base >> 6] & 1L << base) == 0 && allFree(base, groups)) {
                    return use(base);
                }
                free = nextFree[free];
            } while (free != firstFree);
        }
        return use(addBlock());
    }

    private boolean allFree(int base, int groups) {
        for (int i = 1; i < groups; i++) {
            if (slots[base ^ labels[i]] != EMPTY) {
                return false;
            }
        }
        return true;
    }

    private int use(int base) {
        usedBases[base >> 6] |= 1L << base;
        return base;
    }

    private void take(int slot) {
        slots[slot] = TAKEN;
        unlink(slot);
    }

    private void unlink(int slot) {
        int next = nextFree[slot];
        int previous = previousFree[slot];
        nextFree[previous] = next;
        previousFree[next] = previous;
        if (firstFree == slot) {
            firstFree = next == slot ? -1 : next;
        }
    }

    /** Adds 256 free slots and gives up those of the oldest open block. */
    private int addBlock() {
        int start = size;
        if (start >= MAX_SLOTS) {
            throw new IllegalArgumentException("keys have more than " + MAX_SLOTS + " distinct prefixes");
        }
        size += BLOCK;
        if (size > slots.length) {
            int capacity = 2 * slots.length;
            slots = Arrays.copyOf(slots, capacity);
            nextFree = Arrays.copyOf(nextFree, capacity);
            previousFree = Arrays.copyOf(previousFree, capacity);
            usedBases = Arrays.copyOf(usedBases, capacity >> 6);
        }
        Arrays.fill(slots, start, size, EMPTY);
        int last = firstFree < 0 ? size - 1 : previousFree[firstFree];
        for (int i = start; i < size; i++) {
            previousFree[i] = i == start ? last : i - 1;
            nextFree[i] = i + 1;
        }
        if (firstFree < 0) {
            firstFree = start;
        } else {
            nextFree[last] = start;
        }
        nextFree[size - 1] = firstFree;
        previousFree[firstFree] = size - 1;
        int old = start - OPEN_BLOCKS * BLOCK;
        if (old >= 0) {
            closeBlock(old);
        }
        return start;
    }

    private void closeBlock(int start) {
        for (int i = start; i < start + BLOCK; i++) {
            if (slots[i] == EMPTY && firstFree >= 0) {
                unlink(i);
                // Not to be taken any more, and turned empty again at the end.
                slots[i] = TAKEN;
            }
        }
    }

    private void push(int from, int to, int common, int slot) {
        if (depth == stack.length) {
            stack = Arrays.copyOf(stack, 2 * depth);
        }
        stack[depth] = from;
        stack[depth + 1] = to;
        stack[depth + 2] = common;
        stack[depth + 3] = slot;
        depth += 4;
    }
}
