package io.tokenloom.cli.records;

import io.tokenloom.cli.CommandException;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.SchemaSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads whole token records. Not thread-safe. */
public final class TokenRecordReader {
    private final AvroRecordReader<TokenSequence> reader;

    /** Reads with these schemas, which stay the caller's to close. */
    public TokenRecordReader(SchemaSource schemas) {
        this.reader = AvroRecordReader.of(TokenSequence.class, schemas);
    }

    /**
     * The token record in a Kafka record.
     *
     * @throws CommandException "unreachable" if the schema registry does not answer, "failed" if it holds none
     */
    public TokenSequence read(ConsumerRecord<byte[], byte[]> read) {
        RecordAddress address = RecordAddress.of(read);
        if (read.value() == null) {
            throw CommandException.failed(address + " has no value: its source record was a tombstone");
        }
        try {
            return reader.read(read.value());
        } catch (TokenizationException e) {
            throw e.code() == FailureCode.SCHEMA_UNAVAILABLE
                    ? CommandException.unreachable(e.getMessage(), e)
                    : CommandException.failed(address + " is no token record: " + e.getMessage(), e);
        }
    }
}
