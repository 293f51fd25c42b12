package io.tokenloom.cli.decode;

import io.tokenloom.reader.records.DeadLetter;
import io.tokenloom.reader.records.RecordAddress;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What was found of an item. */
public sealed interface Finding {
    /**
     * Tokens.
     *
     * @param item the newest item that fits
     * @param others how many more source records have this item id on the same token topic, or are tokens of the same
     *     source record on another
     */
    record Tokens(ItemParts item, int others) implements Finding {}

    /**
     * A dead letter.
     *
     * @param letter what it says of itself
     * @param read the record
     */
    record DeadLettered(DeadLetter letter, ConsumerRecord<byte[], byte[]> read) implements Finding {
        /** Where it is. */
        public RecordAddress address() {
            return RecordAddress.of(read);
        }
    }

    /**
     * A tombstone that was passed on.
     *
     * @param address where it is
     */
    record Skipped(RecordAddress address) implements Finding {}

    /** Nothing. */
    record Nothing() implements Finding {}
}
