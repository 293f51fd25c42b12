package io.tokenloom.wire;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads framed records of one type, whatever version of its schema they were written with. No length that the bytes claim
 * makes it allocate more than they can hold. Not thread-safe: one reader per thread, over a shared {@link SchemaSource}.
 *
 * @param <T> generated record class
 */
public final class AvroRecordReader<T extends SpecificRecord> {
    private final Class<T> type;
    private final FramedBody<T> framed;

    private AvroRecordReader(Class<T> type, SchemaSource schemas) {
        this.type = type;
        SpecificData model = SpecificData.getForClass(type);
        Schema readerSchema = model.getSchema(type);
        this.framed = new FramedBody<>(
                readerSchema,
                schemas,
                writerSchema -> whole(new SpecificDatumReader<>(writerSchema, readerSchema, model)));
    }

    /** A reader of one record type; the source stays the caller's to close. */
    public static <T extends SpecificRecord> AvroRecordReader<T> of(Class<T> type, SchemaSource schemas) {
        return new AvroRecordReader<>(type, schemas);
    }

    /**
     * The record in a framed value.
     *
     * @throws TokenizationException TRUNCATED_RECORD, BAD_MAGIC, UNKNOWN_SCHEMA, UNEXPECTED_SCHEMA, TRAILING_BYTES;
     *     SCHEMA_UNAVAILABLE, which alone is worth a retry
     */
    public T read(byte[] value) {
        return framed.read(value);
    }

    private FramedBody.Body<T> whole(DatumReader<T> reader) {
        return (decoder, schemaId) -> {
            T item = type.cast(reader.read(null, decoder));
            if (decoder.remaining() > 0) {
                throw new TokenizationException(
                        FailureCode.TRAILING_BYTES,
                        decoder.remaining() + " bytes are left after the " + type.getSimpleName() + " of schema id "
                                + schemaId + ". Check that the schema id is that of the writer's schema.");
            }
            return item;
        };
    }
}
