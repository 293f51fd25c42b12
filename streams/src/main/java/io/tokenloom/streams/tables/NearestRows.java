package io.tokenloom.streams.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of a table that are nearest to one of them by L2 distance, of equally far ones the lower first. A distance is
 * the sum, in double precision and in the order of the dimensions, of the squares of the differences; its root orders the
 * same. Columns of the table lie together, so that the loop over rows becomes vector instructions. Memory: the table, and 12
 * bytes for each row. Not thread-safe.
 */
final class NearestRows {
    private final int rows;
    private final float[][] columns;
    private final double[] distances;
    private final int[] heap;

    /**
     * @param columns [dimension][row]
     * @param most rows that are wanted
     */
    NearestRows(float[][] columns, int most) {
        this.columns = columns;
        this.rows = columns[0].length;
        this.distances = new double[rows];
        this.heap = new int[Math.min(most, rows - 1)];
    }

    /** Those nearest to a row, which is not among them. */
    List<Integer> of(int row) {
        measure(row);
        int size = 0;
        for (int other = 0; other < rows; other++) {
            if (other == row) {
                continue;
            }
            if (size < heap.length) {
                rise(size++, other);
            } else if (size > 0 && isFarther(heap[0], other)) {
                sink(0, size, other);
            }
        }
        // The farthest is on top: taken off again and again, the heap becomes a sorted list.
        for (int end = size - 1; end > 0; end--) {
            int farthest = heap[0];
            sink(0, end, heap[end]);
            heap[end] = farthest;
        }
        List<Integer> nearest = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            nearest.add(heap[i]);
        }
        return nearest;
    }

    private void measure(int row) {
        Arrays.fill(distances, 0);
        for (float[] column : columns) {
            add(column, column[row], distances);
        }
    }

    private static void add(float[] column, double value, double[] sums) {
        for (int i = 0; i < sums.length; i++) {
            double difference = column[i] - value;
            sums[i] += difference * difference;
        }
    }

    private void rise(int from, int other) {
        int place = from;
        while (place > 0 && isFarther(other, heap[(place - 1) / 2])) {
            heap[place] = heap[(place - 1) / 2];
            place = (place - 1) / 2;
        }
        heap[place] = other;
    }

    private void sink(int from, int size, int other) {
        int place = from;
        int child = 2 * place + 1;
        while (child < size) {
            if (child + 1 < size && isFarther(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isFarther(heap[child], other)) {
                break;
            }
            heap[place] = heap[child];
            place = child;
            child = 2 * place + 1;
        }
        heap[place] = other;
    }

    private boolean isFarther(int one, int other) {
        return distances[one] > distances[other] || distances[one] == distances[other] && one > other;
    }
}
