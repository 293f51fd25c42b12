package io.tokenloom.cli.tokens;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.records.DeadLetter;
import io.tokenloom.cli.records.RecordHeaders;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.wire.AvroRecordReader;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a record on an output topic is. */
sealed interface Shown {
    /** The record as Kafka has it. */
    ConsumerRecord<byte[], byte[]> read();

    /** Tokens. */
    record Tokens(ConsumerRecord<byte[], byte[]> read, TokenSequence sequence) implements Shown {}

    /** A dead letter. */
    record Letter(ConsumerRecord<byte[], byte[]> read, DeadLetter letter) implements Shown {}

    /** A tombstone that was passed on; its source is empty if no header says it. */
    record Skipped(ConsumerRecord<byte[], byte[]> read, String source) implements Shown {}

    /** None of them. */
    record Unreadable(ConsumerRecord<byte[], byte[]> read, String problem) implements Shown {}

    /**
     * Looks at a record.
     *
     * @throws CommandException "unreachable" if the schema registry does not answer
     */
    static Shown of(ConsumerRecord<byte[], byte[]> read, AvroRecordReader<TokenSequence> reader) {
        Optional<DeadLetter> letter = DeadLetter.of(read);
        if (letter.isPresent()) {
            return new Letter(read, letter.get());
        }
        if (read.value() == null) {
            return new Skipped(
                    read, RecordHeaders.text(read, RecordHeaders.SOURCE).orElse(""));
        }
        try {
            return new Tokens(read, reader.read(read.value()));
        } catch (TokenizationException e) {
            if (e.code() == FailureCode.SCHEMA_UNAVAILABLE) {
                throw CommandException.unreachable(e.getMessage(), e);
            }
            return new Unreadable(read, e.getMessage());
        }
    }
}
