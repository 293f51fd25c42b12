package io.tokenloom.cli.bench.race;

import java.util.Arrays;
import java.util.stream.LongStream;

/** When the records of a run arrived, by the broker's clock. Immutable. */
public final class Arrivals {
    private static final double MILLIS = 1000;

    private final long[] sorted;

    private Arrivals(long[] sorted) {
        this.sorted = sorted;
    }

    /** Times in milliseconds, in any order; at least one. */
    public static Arrivals of(LongStream times) {
        long[] sorted = times.toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("nothing arrived");
        }
        Arrays.sort(sorted);
        return new Arrivals(sorted);
    }

    /** From the first to the last, at least 1. */
    public long millis() {
        return Math.max(1, sorted[sorted.length - 1] - sorted[0]);
    }

    /**
     * Records per second after the first ones. Those came together, as the first batch, and the time in which they were
     * made lies before the first arrival.
     *
     * @param first how many are not counted, from 1 to one less than all
     */
    public double rateAfter(int first) {
        if (first < 1 || first >= sorted.length) {
            throw new IllegalArgumentException(
                    "of " + sorted.length + " records " + first + " can't be left out; send more of them");
        }
        long millis = Math.max(1, sorted[sorted.length - 1] - sorted[first - 1]);
        return (sorted.length - first) * MILLIS / millis;
    }
}
