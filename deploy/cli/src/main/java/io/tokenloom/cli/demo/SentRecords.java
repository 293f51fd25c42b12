package io.tokenloom.cli.demo;

import java.util.Arrays;

/** When the records of one partition were sent and how large they are. Memory: twelve bytes an offset. Not thread-safe. */
final class SentRecords {
    private static final long ABSENT = Long.MIN_VALUE;
    private static final int START = 1024;

    private final long first;
    private long[] times = absent(START);
    private int[] sizes = new int[START];

    /** For this offset and those after it. */
    SentRecords(long first) {
        this.first = first;
    }

    private static long[] absent(int length) {
        long[] times = new long[length];
        Arrays.fill(times, ABSENT);
        return times;
    }

    /** Whether the offset belongs here at all. */
    boolean covers(long offset) {
        return offset >= first;
    }

    void put(long offset, long time, int size) {
        int index = Math.toIntExact(offset - first);
        if (index >= times.length) {
            int length = times.length;
            times = Arrays.copyOf(times, Math.max(2 * length, index + 1));
            Arrays.fill(times, length, times.length, ABSENT);
            sizes = Arrays.copyOf(sizes, times.length);
        }
        times[index] = time;
        sizes[index] = size;
    }

    boolean has(long offset) {
        return offset - first < times.length && times[Math.toIntExact(offset - first)] != ABSENT;
    }

    /** Milliseconds since 1970. */
    long time(long offset) {
        return times[Math.toIntExact(offset - first)];
    }

    int size(long offset) {
        return sizes[Math.toIntExact(offset - first)];
    }
}
