package io.tokenloom.cli.bench.kill;

import io.tokenloom.cli.ledger.LedgerCounts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a round showed.
 *
 * @param round what was done
 * @param written share of what the undisturbed run wrote that was written when the kill came
 * @param recovery from the kill until everything was accounted for
 * @param ledger all source records of this platform so far, those of earlier rounds included
 * @param sources source records that differ from the undisturbed run's, or are there twice
 * @param tokens token records that do
 * @param deadLetters dead letters that do
 * @param strangers records of earlier rounds that were written again
 * @param disordered records that came before an earlier one of their source partition
 * @param examples some of what differs
 */
public record RoundResult(
        KillRound round,
        double written,
        Duration recovery,
        LedgerCounts ledger,
        long sources,
        long tokens,
        long deadLetters,
        long strangers,
        long disordered,
        List<String> examples) {
    /** Copies. */
    public RoundResult {
        examples = List.copyOf(examples);
    }

    /** Whether nothing shows that there was a kill. */
    public boolean clean() {
        return ledger.balanced() && equalSets() && strangers == 0 && disordered == 0;
    }

    /** Whether source records, token records and dead letters are those of the undisturbed run, each once. */
    public boolean equalSets() {
        return sources == 0 && tokens == 0 && deadLetters == 0;
    }

    @Override
    public String toString() {
        String verdict = clean()
                ? "missing 0, duplicated 0, equal sets"
                : "NOT CLEAN: missing %d, duplicated %d, unknown %d; other than undisturbed: %d sources, %d token records, %d dead letters; %d written again, %d out of order; %s"
                        .formatted(
                                ledger.missing(),
                                ledger.duplicated(),
                                ledger.unknown(),
                                sources,
                                tokens,
                                deadLetters,
                                strangers,
                                disordered,
                                examples);
        return String.format(
                Locale.ROOT,
                "killed at %.0f %%, caught up after %.1f s: %s",
                100 * written,
                recovery.toMillis() / 1000.0,
                verdict);
    }
}
