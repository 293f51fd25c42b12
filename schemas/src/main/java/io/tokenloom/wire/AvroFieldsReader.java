package io.tokenloom.wire;

import io.tokenloom.deadletter.TokenizationException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads some fields of framed records of one type, for those who decide by them where a record goes and pass it on as it
 * is. Fields between are skipped; what comes after the last one is not looked at, so damage there stays unseen. Not
 * thread-safe, like {@link AvroRecordReader}.
 */
public final class AvroFieldsReader {
    private final List<String> fields;
    private final FramedBody<Object[]> framed;

    private AvroFieldsReader(Class<? extends SpecificRecord> recordType, List<String> fields, SchemaSource schemas) {
        this.fields = List.copyOf(fields);
        SpecificData model = SpecificData.getForClass(recordType);
        Schema readerSchema = model.getSchema(recordType);
        for (String field : fields) {
            if (readerSchema.getField(field) == null) {
                throw new IllegalArgumentException(recordType.getSimpleName() + " has no field " + field);
            }
        }
        this.framed = new FramedBody<>(readerSchema, schemas, writerSchema -> plan(writerSchema, readerSchema, model));
    }

    /**
     * A reader of some fields; the source stays the caller's to close.
     *
     * @param fields names, each of a field of the record
     * @throws IllegalArgumentException if the record has no such field
     */
    public static AvroFieldsReader of(
            Class<? extends SpecificRecord> recordType, List<String> fields, SchemaSource schemas) {
        return new AvroFieldsReader(recordType, fields, schemas);
    }

    /**
     * The fields in a framed value, in the order in which they were asked for; null where the writer had no such field.
     *
     * @throws TokenizationException as {@link AvroRecordReader#read} but for TRAILING_BYTES
     */
    public Object[] read(byte[] value) {
        return framed.read(value);
    }

    private FramedBody.Body<Object[]> plan(Schema writerSchema, Schema readerSchema, SpecificData model) {
        List<Step> steps = new ArrayList<>();
        int last = -1;
        for (Schema.Field written : writerSchema.getFields()) {
            int wanted = fields.indexOf(written.name());
            if (wanted >= 0) {
                last = steps.size();
            }
            steps.add(new Step(
                    written.schema(),
                    wanted,
                    wanted < 0
                            ? null
                            : new SpecificDatumReader<>(
                                    written.schema(),
                                    readerSchema.getField(written.name()).schema(),
                                    model)));
        }
        List<Step> needed = steps.subList(0, last + 1);
        return (decoder, schemaId) -> {
            Object[] values = new Object[fields.size()];
            for (Step step : needed) {
                if (step.wanted() < 0) {
                    GenericDatumReader.skip(step.written(), decoder);
                } else {
                    values[step.wanted()] = step.reader().read(null, decoder);
                }
            }
            return values;
        };
    }

    /**
     * One field of the writer's schema.
     *
     * @param wanted index among the fields asked for, or -1
     * @param reader null where it is not wanted
     */
    private record Step(Schema written, int wanted, DatumReader<Object> reader) {}
}
