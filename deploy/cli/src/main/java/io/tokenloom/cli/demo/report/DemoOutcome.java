package io.tokenloom.cli.demo.report;

import io.tokenloom.cli.ledger.LedgerReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that a demo run came to. Immutable.
 *
 * @param finished when the run ended
 * @param items what became of each source
 * @param ledger what became of every record of the source topics
 * @param text whether tokens decode exactly
 * @param visual how well the tokens of images and videos give them back
 * @param tokenizers tokenizers that the token records name
 * @param measurement of the last run that sent anything
 * @param measuredNow whether that was this run
 * @param excerpts how sources start, token by token
 * @param deadLetters examples, at most a few of each code
 * @param notSent files that never became records
 * @param archives what archiving the tokens of texts came to; empty if there was nothing to archive
 * @param sequences what apps made of the tokens; empty if none runs
 */
public record DemoOutcome(
        Instant finished,
        List<SourceItem> items,
        LedgerReport ledger,
        TextCheck text,
        VisualOutcome visual,
        List<TokenizerLine> tokenizers,
        Optional<Measurement> measurement,
        boolean measuredNow,
        List<Excerpt> excerpts,
        List<DeadLetter> deadLetters,
        List<NotSent> notSent,
        Optional<ArchiveOutcome> archives,
        Optional<SequenceOutcome> sequences) {
    /** Copies. */
    public DemoOutcome {
        items = List.copyOf(items);
        tokenizers = List.copyOf(tokenizers);
        excerpts = List.copyOf(excerpts);
        deadLetters = List.copyOf(deadLetters);
        notSent = List.copyOf(notSent);
    }

    /** Tokens of all sources. */
    public long tokenCount() {
        return items.stream().mapToLong(SourceItem::tokenCount).sum();
    }

    /** Tokens of texts. */
    public long textTokenCount() {
        return items.stream()
                .filter(item -> !item.isVisual())
                .mapToLong(SourceItem::tokenCount)
                .sum();
    }

    /** Whether every image and video is tokens of what its file holds, or a dead letter that holds it. */
    public boolean picturesAccounted() {
        return items.stream().filter(SourceItem::isVisual).allMatch(SourceItem::exact);
    }

    /** Dead letters of the sources by code. */
    public Map<String, Long> deadLettersByCode() {
        Map<String, Long> counts = new TreeMap<>();
        items.stream().filter(item -> item.status() == ItemStatus.DEAD_LETTER).forEach(item -> item.code()
                .ifPresent(code -> counts.merge(code, item.records(), Long::sum)));
        return counts;
    }

    /** Whether packed sequences hold what they were made of, where apps run. */
    public boolean sequencesExact() {
        return sequences
                .map(outcome -> outcome.check().differingItems() == 0
                        && outcome.check().problems().isEmpty())
                .orElse(true);
    }

    /**
     * Whether the ledger balances, all text decodes exactly, all pictures are accounted for, every file was sent, what was
     * archived comes back, and what was packed is what it was made of.
     */
    public boolean passed() {
        return ledger.balanced()
                && text.exact()
                && picturesAccounted()
                && notSent.isEmpty()
                && archives.map(ArchiveOutcome::exact).orElse(true)
                && sequencesExact();
    }
}
