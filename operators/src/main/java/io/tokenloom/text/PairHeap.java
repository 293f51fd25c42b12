package io.tokenloom.text;

import java.util.Arrays;

/** A binary heap of pairs: lowest rank first, of equal ranks the lowest position. Not thread-safe. */
final class PairHeap {
    private static final int FIRST_CAPACITY = 16;

    private long[] pairs;
    private int size;

    PairHeap(int expected) {
        pairs = new long[Math.max(FIRST_CAPACITY, expected)];
    }

    static int rank(long pair) {
        return (int) (pair >>> Integer.SIZE);
    }

    static int position(long pair) {
        return (int) pair;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(int rank, int position) {
        if (size == pairs.length) {
            pairs = Arrays.copyOf(pairs, size + (size >> 1));
        }
        long pair = (long) rank << Integer.SIZE | position;
        int at = size++;
        while (at > 0 && pairs[(at - 1) >>> 1] > pair) {
            pairs[at] = pairs[(at - 1) >>> 1];
            at = (at - 1) >>> 1;
        }
        pairs[at] = pair;
    }

    long poll() {
        long lowest = pairs[0];
        long last = pairs[--size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && pairs[child + 1] < pairs[child]) {
                child++;
            }
            if (pairs[child] >= last) {
                break;
            }
            pairs[at] = pairs[child];
            at = child;
        }
        pairs[at] = last;
        return lowest;
    }
}
