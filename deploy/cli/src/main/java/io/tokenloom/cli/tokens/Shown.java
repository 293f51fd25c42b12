package io.tokenloom.cli.tokens;

import io.tokenloom.reader.records.DeadLetter;
import io.tokenloom.token.TokenRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a record on an output topic is. */
sealed interface Shown {
    /** The record as Kafka has it. */
    ConsumerRecord<byte[], byte[]> read();

    /** Tokens. */
    record Tokens(ConsumerRecord<byte[], byte[]> read, TokenRecord tokens) implements Shown {}

    /** A dead letter of an item. */
    record Letter(ConsumerRecord<byte[], byte[]> read, DeadLetter letter, String itemId) implements Shown {}

    /** A tombstone that was passed on; its source is empty if no header says it. */
    record Skipped(ConsumerRecord<byte[], byte[]> read, String source) implements Shown {}

    /** None of them. */
    record Unreadable(ConsumerRecord<byte[], byte[]> read, String problem) implements Shown {}
}
