package io.tokenloom.cli.demo.report;

/**
 * What happened in one span of a run.
 *
 * @param second start of the span, seconds after the start of the run
 * @param sentRecords source records that became visible
 * @param sentBytes value bytes of those
 * @param doneRecords source records of which the outcome (tokens or dead letter) became visible
 * @param doneBytes value bytes of those
 * @param tokens tokens that became visible
 */
public record RatePoint(
        double second, long sentRecords, long sentBytes, long doneRecords, long doneBytes, long tokens) {
    /** Both spans as one that starts with the first. */
    public RatePoint plus(RatePoint next) {
        return new RatePoint(
                second,
                sentRecords + next.sentRecords,
                sentBytes + next.sentBytes,
                doneRecords + next.doneRecords,
                doneBytes + next.doneBytes,
                tokens + next.tokens);
    }
}
