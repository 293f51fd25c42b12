package io.tokenloom.cli.records;

import io.tokenloom.cli.CommandException;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.wire.SchemaSource;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads whole token records. Not thread-safe. */
public final class TokenRecordReader {
    private final TokenValueReader reader;

    /** Reads with these schemas, which stay the caller's to close. */
    public TokenRecordReader(SchemaSource schemas) {
        this.reader = new TokenValueReader(schemas);
    }

    /**
     * The token record in a Kafka record, for those who can do with ids only.
     *
     * @throws CommandException as {@link #readAny}, and "failed" if it holds vectors
     */
    public TokenSequence read(ConsumerRecord<byte[], byte[]> read) {
        TokenRecord record = readAny(read);
        if (record instanceof TokenRecord.Vectors vectors) {
            throw CommandException.failed(String.format(
                    Locale.ROOT,
                    "%s has %,d vectors of %,d numbers each, not ids: they are made for a language model to read, and no"
                            + " text or picture can be made of them. \"tokenloom tokens %s --json\" shows them.",
                    RecordAddress.of(read),
                    vectors.count(),
                    vectors.dimension(),
                    read.topic()));
        }
        return ((TokenRecord.Ids) record).sequence();
    }

    /**
     * The token record in a Kafka record.
     *
     * @throws CommandException "unreachable" if the schema registry does not answer, "failed" if it holds none
     */
    public TokenRecord readAny(ConsumerRecord<byte[], byte[]> read) {
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
