package io.tokenloom.cli.demo.report;

import java.util.List;

/**
 * How fast records went through, as a read_committed consumer saw it.
 *
 * @param seconds from the first source record of the run to its last outcome
 * @param recordsPerSecond source records with an outcome, on average over {@code seconds}
 * @param megabytesPerSecond their value bytes, 10^6 a second
 * @param tokensPerSecond tokens, on average
 * @param spanSeconds length of the span of one point
 * @param points the run, span by span
 */
public record Rates(
        double seconds,
        double recordsPerSecond,
        double megabytesPerSecond,
        double tokensPerSecond,
        double spanSeconds,
        List<RatePoint> points) {
    /** Copies. */
    public Rates {
        points = List.copyOf(points);
    }
}
