package io.tokenloom.cli.ledger;

import io.tokenloom.reader.records.OffsetRange;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The ledger of one source partition on one route. Sources come first, then outcomes in any order; offsets may have holes
 * (transaction markers, aborted records). Memory: four bits for each offset between the first and the last, and some
 * hundred bytes for each item of which some parts are there and some are not. Not thread-safe.
 */
final class PartitionLedger {
    private final OffsetRange range;
    private final BitSet sources = new BitSet();
    private final BitSet tokenized = new BitSet();
    private final BitSet deadLettered = new BitSet();
    private final BitSet skipped = new BitSet();
    private final Map<Long, Parts> incomplete = new HashMap<>();
    private long duplicated;
    private long unknown;

    /** Which parts of an item were seen. */
    private record Parts(int parts, BitSet seen) {}

    /**
     * A ledger for these offsets. Outcomes of earlier ones, which retention removed, and of later ones, which came after
     * the ledger was opened, are ignored.
     *
     * @throws IllegalArgumentException for more offsets than a bit set has
     */
    PartitionLedger(OffsetRange range) {
        if (range.length() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a partition of " + range.length() + " offsets is over the ledger's limit of " + Integer.MAX_VALUE);
        }
        this.range = range;
    }

    /** A committed source record. */
    void source(long offset) {
        sources.set(index(offset));
    }

    /**
     * A token record of part {@code part} of {@code parts}.
     *
     * @throws IllegalArgumentException if the part is not within the parts
     */
    void tokens(long offset, int part, int parts) {
        if (part < 0 || part >= parts) {
            throw new IllegalArgumentException("offset " + offset + ": part " + part + " of " + parts);
        }
        if (isFirstOutcomeOfASource(offset) && isLastOfItsParts(offset, part, parts)) {
            tokenized.set(index(offset));
        }
    }

    /** A dead letter; returns whether it counts as one, being the first outcome of a source record. */
    boolean deadLetter(long offset) {
        return outcome(offset, deadLettered);
    }

    /** A declared skip. */
    void skip(long offset) {
        outcome(offset, skipped);
    }

    /** What became of the source records so far. */
    LedgerCounts counts() {
        long outcomes = tokenized.cardinality() + deadLettered.cardinality() + skipped.cardinality();
        return new LedgerCounts(
                sources.cardinality(),
                tokenized.cardinality(),
                deadLettered.cardinality(),
                skipped.cardinality(),
                sources.cardinality() - outcomes,
                duplicated,
                unknown);
    }

    private boolean outcome(long offset, BitSet kind) {
        if (!isFirstOutcomeOfASource(offset)) {
            return false;
        }
        // Some parts as tokens and a dead letter besides: the dead letter stands, the parts are beyond it.
        Parts parts = incomplete.remove(offset);
        duplicated += parts == null ? 0 : parts.seen().cardinality();
        kind.set(index(offset));
        return true;
    }

    private boolean isFirstOutcomeOfASource(long offset) {
        if (!range.contains(offset)) {
            return false;
        }
        int index = index(offset);
        if (!sources.get(index)) {
            unknown++;
            return false;
        }
        if (tokenized.get(index) || deadLettered.get(index) || skipped.get(index)) {
            duplicated++;
            return false;
        }
        return true;
    }

    private boolean isLastOfItsParts(long offset, int part, int parts) {
        if (parts == 1 && !incomplete.containsKey(offset)) {
            return true;
        }
        Parts known = incomplete.computeIfAbsent(offset, any -> new Parts(parts, new BitSet()));
        if (known.parts() != parts || known.seen().get(part)) {
            // The same part again, or a part of another cut of the item.
            duplicated++;
            return false;
        }
        known.seen().set(part);
        if (known.seen().cardinality() < parts) {
            return false;
        }
        incomplete.remove(offset);
        return true;
    }

    private int index(long offset) {
        return Math.toIntExact(offset - range.first());
    }
}
