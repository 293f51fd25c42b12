package io.tokenloom.cli.bench.visual;

import io.tokenloom.cli.CommandException;
import java.util.List;

/**
 * How much is measured. Immutable.
 *
 * @param warmUps how often route and bare loop run before they are measured
 * @param pairs how often everything is measured
 * @param seconds about how long the bare loop takes for the frames of one run
 * @param keys how many keys there are in turn, rising
 * @param keyFrames frames of each run over the keys
 */
record Extent(int warmUps, int pairs, int seconds, List<Integer> keys, int keyFrames) {
    private static final int THOUSAND = 1000;

    /** Checks. */
    Extent {
        keys = List.copyOf(keys);
        if (pairs < 1 || seconds < 1) {
            throw CommandException.usage("--pairs and --seconds are each at least 1");
        }
    }

    /** What is needed for figures that say something. */
    static Extent full(int pairs, int seconds) {
        return new Extent(1, pairs, seconds, List.of(THOUSAND / 10, THOUSAND, 10 * THOUSAND), 20 * THOUSAND);
    }

    /** As little as shows that everything works. */
    static Extent quick() {
        return new Extent(0, 1, 1, List.of(10, THOUSAND), THOUSAND);
    }

    /** Frames of each of some streams in a run, so that the run takes about the time; at least one. */
    int framesOfStream(int streams, double framesPerSecond) {
        return (int) Math.max(1, Math.round(framesPerSecond * seconds / streams));
    }
}
