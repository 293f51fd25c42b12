package io.tokenloom.text.heap;

import java.util.Arrays;

/**
 * A binary heap of numbers, lowest first. Merging puts the rank of a pair above its place in a number, so the leftmost of
 * equal pairs comes first. Not thread-safe.
 */
public final class LongHeap {
    private static final int LEAST_CAPACITY = 16;

    private long[] heap;
    private int size;

    /** @param capacity how many numbers there is room for at first */
    public LongHeap(int capacity) {
        heap = new long[Math.max(LEAST_CAPACITY, capacity)];
    }

    /** Whether nothing is in it. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Puts a number in. */
    public void add(long value) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size + (size >> 1));
        }
        int at = size++;
        while (at > 0 && heap[(at - 1) >>> 1] > value) {
            heap[at] = heap[(at - 1) >>> 1];
            at = (at - 1) >>> 1;
        }
        heap[at] = value;
    }

    /** Takes the lowest number out; there must be one. */
    public long poll() {
        long lowest = heap[0];
        long last = heap[--size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= last) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = last;
        return lowest;
    }
}
