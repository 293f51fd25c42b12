package io.tokenloom.cli.ledger;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The ledger of one source partition. Sources and outcomes may arrive in any order; offsets may have holes (transaction
 * markers, aborted records). Memory: four bits for each offset between the first and the last, and a few bytes for each
 * part of an item that is not complete. Not thread-safe.
 */
public final class PartitionLedger {
    private final OffsetRange range;
    private final BitSet sources = new BitSet();
    private final BitSet tokenized = new BitSet();
    private final BitSet deadLettered = new BitSet();
    private final BitSet skipped = new BitSet();
    private final Map<Long, BitSet> incomplete = new HashMap<>();
    private long duplicated;

    /**
     * A ledger for these offsets. Outcomes of earlier ones, which retention removed, and of later ones, which came after
     * the ledger was opened, are ignored.
     */
    public PartitionLedger(OffsetRange range) {
        this.range = range;
    }

    /** A committed source record. */
    public void source(long offset) {
        sources.set(index(offset));
    }

    /**
     * A token record of part {@code part} of {@code parts}.
     *
     * @throws IllegalArgumentException if the part is not within the parts
     */
    public void tokens(long offset, int part, int parts) {
        if (part < 0 || part >= parts) {
            throw new IllegalArgumentException("offset " + offset + ": part " + part + " of " + parts);
        }
        if (!range.contains(offset)) {
            return;
        }
        if (hasOutcome(offset)) {
            duplicated++;
            return;
        }
        if (parts > 1) {
            BitSet seen = incomplete.computeIfAbsent(offset, any -> new BitSet(parts));
            if (seen.get(part)) {
                duplicated++;
                return;
            }
            seen.set(part);
            if (seen.cardinality() < parts) {
                return;
            }
            incomplete.remove(offset);
        }
        tokenized.set(index(offset));
    }

    /** A dead letter. */
    public void deadLetter(long offset) {
        outcome(offset, deadLettered);
    }

    /** A declared skip. */
    public void skip(long offset) {
        outcome(offset, skipped);
    }

    /** What became of the source records so far. */
    public LedgerCounts counts() {
        BitSet outcomes = (BitSet) tokenized.clone();
        outcomes.or(deadLettered);
        outcomes.or(skipped);
        BitSet missing = (BitSet) sources.clone();
        missing.andNot(outcomes);
        BitSet unknown = (BitSet) outcomes.clone();
        unknown.andNot(sources);
        return new LedgerCounts(
                sources.cardinality(),
                tokenized.cardinality(),
                deadLettered.cardinality(),
                skipped.cardinality(),
                missing.cardinality(),
                duplicated,
                unknown.cardinality());
    }

    private void outcome(long offset, BitSet kind) {
        if (!range.contains(offset)) {
            return;
        }
        // Some parts as tokens and a dead letter besides is two outcomes.
        if (hasOutcome(offset) || incomplete.containsKey(offset)) {
            duplicated++;
            return;
        }
        kind.set(index(offset));
    }

    private boolean hasOutcome(long offset) {
        int index = index(offset);
        return tokenized.get(index) || deadLettered.get(index) || skipped.get(index);
    }

    private int index(long offset) {
        return Math.toIntExact(offset - range.first());
    }
}
