package io.tokenloom.cli.demo.report;

import java.util.List;
import java.util.Optional;

/**
 * What apps made of the tokens. Immutable.
 *
 * @param check whether it is what it should be
 * @param shown some of the sequences: of this run, or the first that there are where it made none
 * @param excerpt the ranges of one of them
 * @param measures newest windows of statistics
 */
public record SequenceOutcome(
        SequenceCheck check,
        List<SequenceBar> shown,
        Optional<SequenceExcerpt> excerpt,
        List<MeasuredSeries> measures) {
    /** Copies. */
    public SequenceOutcome {
        shown = List.copyOf(shown);
        measures = List.copyOf(measures);
    }
}
