package io.tokenloom.text.dynamic;

import java.util.Arrays;

/**
 * Pairs by count, highest first, and of equal counts by first place, lowest first: a binary heap that knows where each
 * pair is. A pair may be in with a better count or place than it has by now; whoever takes the top looks. Not thread-safe.
 */
final class PairQueue {
    private static final int ABSENT = -1;

    /** By pair. */
    private int[] counts = {};

    private int[] firsts = {};
    private int[] positions = {};

    private int[] heap = new int[16];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    int top() {
        return heap[0];
    }

    boolean holds(int pair, int count, int first) {
        return counts[pair] == count && firsts[pair] == first;
    }

    /** Puts a pair in, or changes its order. */
    void put(int pair, int count, int first) {
        reserve(pair);
        counts[pair] = count;
        firsts[pair] = first;
        if (positions[pair] == ABSENT) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, 2 * size);
            }
            place(pair, size++);
        }
        int position = positions[pair];
        if (!rise(pair, position)) {
            sink(pair, position);
        }
    }

    /** Takes a pair out if it is in. */
    void remove(int pair) {
        if (pair >= positions.length || positions[pair] == ABSENT) {
            return;
        }
        int position = positions[pair];
        positions[pair] = ABSENT;
        int last = heap[--size];
        if (last != pair) {
            place(last, position);
            if (!rise(last, position)) {
                sink(last, position);
            }
        }
    }

    private boolean rise(int pair, int from) {
        int position = from;
        while (position > 0 && before(pair, heap[(position - 1) >>> 1])) {
            place(heap[(position - 1) >>> 1], position);
            position = (position - 1) >>> 1;
        }
        place(pair, position);
        return position < from;
    }

    private void sink(int pair, int from) {
        int position = from;
        for (int child = 2 * position + 1; child < size; child = 2 * position + 1) {
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], pair)) {
                break;
            }
            place(heap[child], position);
            position = child;
        }
        place(pair, position);
    }

    private boolean before(int pair, int other) {
        return counts[pair] != counts[other] ? counts[pair] > counts[other] : firsts[pair] < firsts[other];
    }

    private void place(int pair, int position) {
        heap[position] = pair;
        positions[pair] = position;
    }

    private void reserve(int pair) {
        if (pair >= positions.length) {
            int old = positions.length;
            int capacity = Math.max(pair + 1, old + (old >> 1));
            counts = Arrays.copyOf(counts, capacity);
            firsts = Arrays.copyOf(firsts, capacity);
            positions = Arrays.copyOf(positions, capacity);
            Arrays.fill(positions, old, capacity, ABSENT);
        }
    }
}
