package io.tokenloom.cli.bench.pipeline;

import io.tokenloom.cli.bench.race.RaceResult;

/**
 * Tokens and copies, one after the other over equal backlogs.
 *
 * @param tokens the route
 * @param copies what it is compared with
 */
record Pair(RaceResult tokens, RaceResult copies) {
    /** The route's rate as a share of the rate of copying. */
    double rateRatio() {
        return tokens.megabytesPerSecond() / copies.megabytesPerSecond();
    }

    /** The share of the worker's processor time that goes into tokenizing. */
    double tokenizingShare() {
        return 1 - copies.workerCpuPerMegabyte() / tokens.workerCpuPerMegabyte();
    }

    /** Whether one of the two has more than so many times the rate that it has in another pair. */
    boolean isFasterThan(Pair other, double times) {
        return tokens.megabytesPerSecond() > times * other.tokens.megabytesPerSecond()
                || copies.megabytesPerSecond() > times * other.copies.megabytesPerSecond();
    }
}
