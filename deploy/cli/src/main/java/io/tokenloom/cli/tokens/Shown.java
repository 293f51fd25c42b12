package io.tokenloom.cli.tokens;

import io.tokenloom.reader.records.DeadLetter;
import io.tokenloom.record.Neighbours;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.record.Successors;
import io.tokenloom.record.TokenStatistics;
import io.tokenloom.token.TokenRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a record on an output topic is. */
sealed interface Shown {
    /** The record as Kafka has it. */
    ConsumerRecord<byte[], byte[]> read();

    /** Tokens. */
    record Tokens(ConsumerRecord<byte[], byte[]> read, TokenRecord tokens) implements Shown {}

    /** A packed sequence, or one that is not packed. */
    record Packed(ConsumerRecord<byte[], byte[]> read, PackedSequence sequence) implements Shown {}

    /** Measures of a window. */
    record Measured(ConsumerRecord<byte[], byte[]> read, TokenStatistics statistics) implements Shown {}

    /** The ids that follow one id most often. */
    record Followed(ConsumerRecord<byte[], byte[]> read, Successors row) implements Shown {}

    /** The codes nearest to one code. */
    record Near(ConsumerRecord<byte[], byte[]> read, Neighbours row) implements Shown {}

    /** The mark that nothing more comes for now. */
    record End(ConsumerRecord<byte[], byte[]> read) implements Shown {}

    /** A dead letter of an item. */
    record Letter(ConsumerRecord<byte[], byte[]> read, DeadLetter letter, String itemId) implements Shown {}

    /** A tombstone that was passed on; its source is empty if no header says it. */
    record Skipped(ConsumerRecord<byte[], byte[]> read, String source) implements Shown {}

    /** None of them. */
    record Unreadable(ConsumerRecord<byte[], byte[]> read, String problem) implements Shown {}
}
