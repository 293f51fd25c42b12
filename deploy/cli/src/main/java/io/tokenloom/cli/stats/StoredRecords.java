package io.tokenloom.cli.stats;

import io.tokenloom.cli.CommandException;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.SchemaSource;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * All records of one type that a topic has, committed ones only. Thread-safe: each call reads by itself.
 *
 * @param records where from
 * @param schemas stays the caller's to close
 */
public record StoredRecords(CommittedRecords records, SchemaSource schemas) {
    /**
     * Hands each to a visitor; a topic that is not there has none, and what is of another type is passed over.
     *
     * @throws CommandException "unreachable" if the schema registry does not answer
     */
    public <T extends SpecificRecord> void visit(String topic, Class<T> type, Consumer<T> visitor) {
        AvroRecordReader<T> reader = AvroRecordReader.of(type, schemas);
        records.visit(records.ranges(topic), read -> {
            if (read.value() == null) {
                return;
            }
            try {
                visitor.accept(reader.read(read.value()));
            } catch (TokenizationException e) {
                if (e.code() == FailureCode.SCHEMA_UNAVAILABLE) {
                    throw CommandException.unreachable(e.getMessage(), e);
                }
            }
        });
    }
}
