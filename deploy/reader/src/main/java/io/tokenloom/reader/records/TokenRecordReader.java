package io.tokenloom.reader.records;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.reader.ReaderException;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.token.TokenValueReader;
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
     * @throws ReaderException as {@link #readAny}, and "failed" if it holds vectors
     */
    public TokenSequence read(ConsumerRecord<byte[], byte[]> read) {
        TokenRecord record = readAny(read);
        if (record instanceof TokenRecord.Vectors vectors) {
            throw ReaderException.failed(String.format(
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
     * @throws ReaderException "unreachable" if the schema registry does not answer, "failed" if it holds none
     */
    public TokenRecord readAny(ConsumerRecord<byte[], byte[]> read) {
        RecordAddress address = RecordAddress.of(read);
        if (read.value() == null) {
            throw ReaderException.failed(address + " has no value: its source record was a tombstone");
        }
        try {
            return reader.read(read.value());
        } catch (TokenizationException e) {
            throw ReaderException.unreadable(address + " is no token record", e);
        }
    }
}
