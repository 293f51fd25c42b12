package io.tokenloom.wire;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads one field of framed records of one type, for those who go over millions of records and need no more. Fields
 * before it are skipped; what comes after it is not looked at, so damage there stays unseen. Not thread-safe, like
 * {@link AvroRecordReader}.
 *
 * @param <F> the field's class
 */
public final class AvroFieldReader<F> {
    private final Class<? extends SpecificRecord> recordType;
    private final String field;
    private final Class<F> fieldType;
    private final FramedBody<F> framed;

    private AvroFieldReader(
            Class<? extends SpecificRecord> recordType, String field, Class<F> fieldType, SchemaSource schemas) {
        this.recordType = recordType;
        this.field = field;
        this.fieldType = fieldType;
        SpecificData model = SpecificData.getForClass(recordType);
        Schema readerSchema = model.getSchema(recordType);
        Schema.Field wanted = readerSchema.getField(field);
        if (wanted == null) {
            throw new IllegalArgumentException(recordType.getSimpleName() + " has no field " + field);
        }
        this.framed =
                new FramedBody<>(readerSchema, schemas, writerSchema -> upTo(writerSchema, wanted.schema(), model));
    }

    /**
     * A reader of one field; the source stays the caller's to close.
     *
     * @throws IllegalArgumentException if the record has no such field
     */
    public static <F> AvroFieldReader<F> of(
            Class<? extends SpecificRecord> recordType, String field, Class<F> fieldType, SchemaSource schemas) {
        return new AvroFieldReader<>(recordType, field, fieldType, schemas);
    }

    /**
     * The field in a framed value.
     *
     * @throws TokenizationException as {@link AvroRecordReader#read} but for TRAILING_BYTES; UNEXPECTED_SCHEMA also if
     *     the writer's schema has no such field
     */
    public F read(byte[] value) {
        return framed.read(value);
    }

    private FramedBody.Body<F> upTo(Schema writerSchema, Schema wanted, SpecificData model) {
        Schema.Field written = writerSchema.getField(field);
        if (written == null) {
            throw new TokenizationException(
                    FailureCode.UNEXPECTED_SCHEMA,
                    "A record was written with a schema of " + recordType.getSimpleName() + " without the field "
                            + field + ". Write it with the topic's schema.");
        }
        List<Schema> before = writerSchema.getFields().subList(0, written.pos()).stream()
                .map(Schema.Field::schema)
                .toList();
        DatumReader<Object> reader = new SpecificDatumReader<>(written.schema(), wanted, model);
        return (decoder, schemaId) -> {
            for (Schema skipped : before) {
                GenericDatumReader.skip(skipped, decoder);
            }
            return fieldType.cast(reader.read(null, decoder));
        };
    }
}
