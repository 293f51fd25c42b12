package io.tokenloom.cli.ledger;

/**
 * What became of source records. Counts source records, not token records: an item in three parts counts once.
 *
 * @param sources committed source records: the sum of the next four
 * @param tokenized source records whose parts are all there
 * @param deadLettered source records that ended as a dead letter
 * @param skipped source records that were declared as skipped (a tombstone that was passed on)
 * @param missing source records without an outcome, or with some parts only
 * @param duplicated records on output topics beyond those of a source record's first outcome
 * @param unknown records on output topics that name no source record, or one that is not there
 */
public record LedgerCounts(
        long sources, long tokenized, long deadLettered, long skipped, long missing, long duplicated, long unknown) {
    /** Nothing seen. */
    public static final LedgerCounts NONE = new LedgerCounts(0, 0, 0, 0, 0, 0, 0);

    /** Sums of both. */
    public LedgerCounts plus(LedgerCounts other) {
        return new LedgerCounts(
                sources + other.sources,
                tokenized + other.tokenized,
                deadLettered + other.deadLettered,
                skipped + other.skipped,
                missing + other.missing,
                duplicated + other.duplicated,
                unknown + other.unknown);
    }

    /** Whether every source record has exactly one outcome, and every outcome a source record. */
    public boolean balanced() {
        return missing == 0 && duplicated == 0 && unknown == 0;
    }
}
