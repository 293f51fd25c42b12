package io.tokenloom.cli.demo.report;

import io.tokenloom.record.TokenStatistics;

/**
 * A window of statistics, and what its tokenizer is called.
 *
 * @param tokenizer name and version, or the fingerprint
 * @param window the measures; not to be changed
 */
public record MeasuredSeries(String tokenizer, TokenStatistics window) {
    /** What it is of, for people. */
    String name() {
        String plane = window.getPlane().isEmpty() ? "" : " " + window.getPlane();
        return tokenizer + plane + ", " + window.getSourceTopic() + ", partition " + window.getPartition();
    }
}
