package io.tokenloom.wire;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
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
    private static final int MAX_DETAIL_CHARS = 200;

    private final Class<T> type;
    private final Schema readerSchema;
    private final SpecificData model;
    private final SchemaSource schemas;
    private final BoundedDecoder decoder = new BoundedDecoder();
    private final Map<Integer, DatumReader<T>> readers = new HashMap<>();

    private AvroRecordReader(Class<T> type, SchemaSource schemas) {
        this.type = type;
        this.model = SpecificData.getForClass(type);
        this.readerSchema = model.getSchema(type);
        this.schemas = schemas;
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
        int schemaId = ConfluentFraming.schemaId(value);
        DatumReader<T> reader = readers.get(schemaId);
        if (reader == null) {
            reader = readerFor(schemaId);
            readers.put(schemaId, reader);
        }
        decoder.reset(value, ConfluentFraming.HEADER_BYTES);
        try {
            T item = type.cast(reader.read(null, decoder));
            if (decoder.remaining() > 0) {
                throw new TokenizationException(
                        FailureCode.TRAILING_BYTES,
                        decoder.remaining() + " bytes are left after the " + type.getSimpleName() + " of schema id "
                                + schemaId + ". Check that the schema id is that of the writer's schema.");
            }
            return item;
        } catch (EOFException e) {
            throw damaged(schemaId, value, "ends before its schema does: " + e.getMessage(), e);
        } catch (AvroTypeException e) {
            throw new TokenizationException(
                    FailureCode.UNEXPECTED_SCHEMA,
                    "The record of schema id " + schemaId + " holds a value that " + type.getSimpleName()
                            + " can't hold. Write it with the topic's schema.",
                    e);
        } catch (TokenizationException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Avro's reader meets damaged bytes with whatever exception it runs into.
            throw damaged(schemaId, value, "does not follow its schema", e);
        } finally {
            decoder.release();
        }
    }

    private DatumReader<T> readerFor(int schemaId) {
        Schema writerSchema = schemas.writerSchema(schemaId);
        var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(readerSchema, writerSchema);
        if (compatibility.getType() != SchemaCompatibilityType.COMPATIBLE) {
            String reasons = compatibility.getResult().getIncompatibilities().stream()
                    .map(reason -> reason.getType() + " at " + reason.getLocation())
                    .reduce((first, second) -> first + ", " + second)
                    .orElse("no reason given");
            throw new TokenizationException(
                    FailureCode.UNEXPECTED_SCHEMA,
                    "Schema id " + schemaId + " (" + abbreviated(writerSchema.getFullName())
                            + ") can't be read as " + readerSchema.getFullName() + ": " + abbreviated(reasons)
                            + ". Write the record with the topic's schema.");
        }
        return new SpecificDatumReader<>(writerSchema, readerSchema, model);
    }

    private TokenizationException damaged(int schemaId, byte[] value, String what, Exception cause) {
        return new TokenizationException(
                FailureCode.TRUNCATED_RECORD,
                "The " + type.getSimpleName() + " of schema id " + schemaId + " in " + value.length + " bytes " + what
                        + ". Write it again, whole.",
                cause);
    }

    private static String abbreviated(String text) {
        return text.length() <= MAX_DETAIL_CHARS ? text : text.substring(0, MAX_DETAIL_CHARS) + "…";
    }
}
