package io.tokenloom.text.dynamic;

import java.util.Arrays;

/** The entries of a delta by the pair they join: open addressing on a table of entries. Thread-safe: immutable. */
final class EntryIndex {
    /** No entry. */
    static final int NONE = Integer.MAX_VALUE;

    private final VocabularyDelta delta;
    private final int[] table;
    /** The next entry with the same pair. One pair is joined twice only where its tokens came back by later joins. */
    private final int[] later;

    EntryIndex(VocabularyDelta delta) {
        this.delta = delta;
        table = new int[Integer.highestOneBit(Math.max(1, delta.size())) << 2];
        later = new int[delta.size()];
        Arrays.fill(table, NONE);
        for (int entry = delta.size() - 1; entry >= 0; entry--) {
            int slot = find(delta.left(entry), delta.right(entry));
            later[entry] = table[slot];
            table[slot] = entry;
        }
    }

    private int find(int left, int right) {
        int mask = table.length - 1;
        long mixed = ((long) left << Integer.SIZE | right) * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> Integer.SIZE) & mask;
        while (table[slot] != NONE && (delta.left(table[slot]) != left || delta.right(table[slot]) != right)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** The first entry, from one on, that joins these tokens, or {@link #NONE}. */
    int entryFrom(int entry, int left, int right) {
        int found = table[find(left, right)];
        while (found < entry) {
            found = later[found];
        }
        return found;
    }

    /** Memory in bytes, without the delta. */
    long sizeInBytes() {
        return (long) Integer.BYTES * (table.length + later.length);
    }
}
