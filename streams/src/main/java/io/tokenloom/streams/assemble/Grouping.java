package io.tokenloom.streams.assemble;

import io.tokenloom.record.Modality;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Which items make a document, and when it ends. Immutable.
 *
 * @param by what its items have in common: the first of these that a record has
 * @param gap a document ends when nothing more came for so long, in event time
 * @param grace how much out of order records of one partition may be
 * @param span the longest time from the first item of a document to its last
 * @param items the most token records of a document
 * @param expect how many items of a modality make a document whole: it then ends without waiting for the gap
 * @param idle a partition without records for so long, by the clock, holds nothing up
 * @param heldBytes the most bytes of records that a task holds, each with 1,000 more for what is kept beside it; over it, the
 *     document that would end first is closed
 */
public record Grouping(
        List<GroupKey> by,
        Duration gap,
        Duration grace,
        Duration span,
        int items,
        Map<Modality, Integer> expect,
        Duration idle,
        long heldBytes) {
    /** Correlation id, else stream key, else each item alone; 10 s of gap. */
    public static final Grouping DEFAULT = new Grouping(
            List.of(GroupKey.CORRELATION_ID, GroupKey.STREAM_KEY, GroupKey.ITEM_ID),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofMinutes(10),
            10_000,
            Map.of(),
            Duration.ofSeconds(10),
            64L << 20);

    /** Copies. */
    public Grouping {
        by = List.copyOf(by);
        expect = Map.copyOf(expect);
    }

    /** Whether all records of a document are on one partition of their topics already. */
    public boolean isByRecordKey() {
        return by.get(0) == GroupKey.RECORD_KEY;
    }
}
