package io.tokenloom.streams.assemble;

import io.tokenloom.record.Modality;
import io.tokenloom.record.SourceRef;
import java.util.Comparator;
import java.util.OptionalLong;

/**
 * What is known in memory of a record that waits for the rest of its document; the record itself lies in the store.
 *
 * @param number key in the store
 * @param documentId document that it belongs to
 * @param eventTime microseconds
 * @param modality of its tokenizer
 * @param tokenizer fingerprint, hex
 * @param source source record of its item, and which part of it
 * @param bytes that it takes with its {@link #OVERHEAD_BYTES}
 * @param lateUntil where it came late: stream time at which its document is closed
 */
record HeldItem(
        long number,
        String documentId,
        long eventTime,
        Modality modality,
        String tokenizer,
        SourceRef source,
        int bytes,
        OptionalLong lateUntil) {
    /** What memory has of a record besides its value, about: headers, keys, and its entries in the store and here. */
    static final int OVERHEAD_BYTES = 1_000;

    /** The order in a document; the number comes last, for it tells when a record happened to come. */
    static final Comparator<HeldItem> BY_EVENT_TIME = Comparator.comparingLong(HeldItem::eventTime)
            .thenComparing(item -> item.source().getTopic())
            .thenComparingInt(item -> item.source().getPartition())
            .thenComparingLong(item -> item.source().getOffset())
            .thenComparing(HeldItem::tokenizer)
            .thenComparingInt(item -> item.source().getPart())
            .thenComparingLong(HeldItem::number);

    /** Whether it is of the same item, by the same tokenizer. */
    boolean isOfItem(HeldItem other) {
        return source.getOffset() == other.source.getOffset()
                && source.getPartition() == other.source.getPartition()
                && source.getTopic().equals(other.source.getTopic())
                && tokenizer.equals(other.tokenizer);
    }
}
