package io.tokenloom.jobs.batching;

/**
 * How many steps a batch may have at present. A batch that did not fit into the device's memory halves it; it doubles again
 * after some batches that did, for the neighbour that took the memory may be gone. Confined to the worker's thread.
 */
final class BatchSize {
    /** A try that fails costs a run, so it must be rare among those that succeed. */
    static final int GOOD_RUNS_BEFORE_GROWTH = 128;

    private final int most;
    private int now;
    private int goodRuns;

    BatchSize(int most) {
        this.most = most;
        this.now = most;
    }

    int now() {
        return now;
    }

    /** A run of so many steps did not fit. */
    void tooLarge(int steps) {
        now = Math.max(1, Math.min(now, steps / 2));
        goodRuns = 0;
    }

    /** A run fitted. */
    void fitted() {
        if (now < most && ++goodRuns == GOOD_RUNS_BEFORE_GROWTH) {
            now = Math.min(most, now * 2);
            goodRuns = 0;
        }
    }
}
