package io.tokenloom.archive.lines;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Tables for the models of one block after the other: those of the last block are still in the processor's cache, new ones
 * would not be. Not thread-safe.
 *
 * <p>Memory: at most twice that of the tables of the largest block so far.
 */
final class Tables {
    /** Free tables by the logarithm of their size. */
    private final List<Deque<int[]>> free = new ArrayList<>();

    private final List<int[]> taken = new ArrayList<>();

    Tables() {
        for (int bits = 0; bits < Integer.SIZE; bits++) {
            free.add(new ArrayDeque<>());
        }
    }

    /** A table of 2^bits zeros. */
    int[] take(int bits) {
        int[] table = free.get(bits).poll();
        if (table == null) {
            table = new int[1 << bits];
        } else {
            Arrays.fill(table, 0);
        }
        taken.add(table);
        return table;
    }

    /** All tables that were taken are free: nobody may use them any more. */
    void release() {
        for (int[] table : taken) {
            free.get(Integer.numberOfTrailingZeros(table.length)).add(table);
        }
        taken.clear();
    }
}
