package io.tokenloom.cli.demo.report;

import io.tokenloom.cli.ledger.LedgerCounts;
import io.tokenloom.cli.ledger.RouteCounts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The content of {@code summary.json}.
 *
 * @param passed whether the ledger balances, all text decodes exactly, all pictures are accounted for,
 *     every file was sent, archives come back, and packed sequences hold what they were made of
 * @param finished when the run ended
 * @param items what became of each source, grouped by outcome
 * @param ledger counts over all source topics
 * @param routes the same by route
 * @param text how much was decoded, and whether exactly
 * @param visual how well each image and video is given back
 * @param rates how fast; null if nothing was ever measured
 * @param latencyMs how long each record took; null if nothing was ever measured
 * @param measuredAt when rates and latency were measured: an earlier run's time if this one had nothing to send
 * @param tokenizers tokenizers that the token records name
 * @param deadLetters dead letters by code
 * @param notSent files that never became records
 * @param archives sizes of the archives of tokens of texts, and whether they come back; null if there are none
 * @param sequences whether packed sequences hold the tokens of this run; null if no app runs
 */
record Summary(
        boolean passed,
        Instant finished,
        List<SourceItem> items,
        LedgerCounts ledger,
        List<RouteCounts> routes,
        TextCheck text,
        List<VisualCheck> visual,
        Optional<Rates> rates,
        Optional<Latency> latencyMs,
        Optional<Instant> measuredAt,
        List<TokenizerLine> tokenizers,
        Map<String, Long> deadLetters,
        List<NotSent> notSent,
        Optional<ArchiveOutcome> archives,
        Optional<SequenceCheck> sequences) {

    static Summary of(DemoOutcome outcome) {
        return new Summary(
                outcome.passed(),
                outcome.finished(),
                outcome.items(),
                outcome.ledger().total(),
                outcome.ledger().routes(),
                outcome.text(),
                outcome.visual().checks(),
                outcome.measurement().map(Measurement::rates),
                outcome.measurement().map(Measurement::latencyMs),
                outcome.measurement().map(Measurement::at),
                outcome.tokenizers(),
                outcome.deadLettersByCode(),
                outcome.notSent(),
                outcome.archives(),
                outcome.sequences().map(SequenceOutcome::check));
    }
}
