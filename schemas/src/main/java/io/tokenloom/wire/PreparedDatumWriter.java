package io.tokenloom.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryData;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Writes the same bytes as Avro's own writer, which looks at the schema for each value anew: this one looks once. An {@link
 * IntList} is written without an object for each number. Not thread-safe.
 */
final class PreparedDatumWriter<T> extends SpecificDatumWriter<T> {
    private static final int MOST_INT_BYTES = 5;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1000;

    private final Map<Schema, RecordStep> records = new IdentityHashMap<>();
    private final byte[] numberBytes = new byte[256 * MOST_INT_BYTES];
    private final Step whole;

    PreparedDatumWriter(Schema schema, SpecificData model) {
        super(schema, model);
        whole = step(schema);
    }

    /** How values of one schema are written. */
    private interface Step {
        void write(Object value, Encoder out) throws IOException;
    }

    @Override
    public void write(T datum, Encoder out) throws IOException {
        whole.write(datum, out);
    }

    private Step step(Schema schema) {
        if (schema.getLogicalType() != null) {
            return schema.getLogicalType() instanceof LogicalTypes.TimestampMicros
                    ? (value, out) -> out.writeLong(micros((Instant) value))
                    : asAvroDoes(schema);
        }
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case ARRAY -> array(schema.getElementType());
            case UNION -> union(schema);
            case STRING -> (value, out) -> out.writeString((CharSequence) value);
            case BYTES -> (value, out) -> out.writeBytes((ByteBuffer) value);
            case INT -> (value, out) -> out.writeInt((Integer) value);
            case LONG -> (value, out) -> out.writeLong((Long) value);
            case BOOLEAN -> (value, out) -> out.writeBoolean((Boolean) value);
            case ENUM -> (value, out) -> out.writeEnum(schema.getEnumOrdinal(((Enum<?>) value).name()));
            case FIXED -> (value, out) -> out.writeFixed(((GenericFixed) value).bytes(), 0, schema.getFixedSize());
            default -> asAvroDoes(schema);
        };
    }

    private Step asAvroDoes(Schema schema) {
        return (value, out) -> write(schema, value, out);
    }

    private static long micros(Instant time) {
        long seconds = Math.multiplyExact(time.getEpochSecond(), MICROS_PER_SECOND);
        return Math.addExact(seconds, time.getNano() / NANOS_PER_MICRO);
    }

    /** A record may be of others of its own type. */
    private Step record(Schema schema) {
        RecordStep known = records.get(schema);
        if (known != null) {
            return known;
        }
        RecordStep made = new RecordStep(schema.getFields().size());
        records.put(schema, made);
        made.prepare(schema.getFields());
        return made;
    }

    /** Something or null; Avro finds out by its class which of several types a value is of. */
    private Step union(Schema schema) {
        List<Schema> types = schema.getTypes();
        int nothing = types.get(0).getType() == Schema.Type.NULL ? 0 : 1;
        int something = 1 - nothing;
        if (types.size() != 2 || types.get(nothing).getType() != Schema.Type.NULL) {
            return asAvroDoes(schema);
        }
        Step step = step(types.get(something));
        return (value, out) -> {
            out.writeIndex(value == null ? nothing : something);
            if (value != null) {
                step.write(value, out);
            }
        };
    }

    private Step array(Schema of) {
        Step element = step(of);
        return (value, out) -> {
            Collection<?> elements = (Collection<?>) value;
            out.writeArrayStart();
            out.setItemCount(elements.size());
            if (elements instanceof IntList numbers && of.getType() == Schema.Type.INT) {
                write(numbers, out);
            } else {
                for (Object each : elements) {
                    out.startItem();
                    element.write(each, out);
                }
            }
            out.writeArrayEnd();
        };
    }

    private void write(IntList numbers, Encoder out) throws IOException {
        int bytes = 0;
        for (int i = 0; i < numbers.size(); i++) {
            if (bytes > numberBytes.length - MOST_INT_BYTES) {
                out.writeFixed(numberBytes, 0, bytes);
                bytes = 0;
            }
            bytes += BinaryData.encodeInt(numbers.number(i), numberBytes, bytes);
        }
        out.writeFixed(numberBytes, 0, bytes);
    }

    /** All fields in order. */
    private final class RecordStep implements Step {
        private final Step[] steps;

        RecordStep(int fields) {
            this.steps = new Step[fields];
        }

        void prepare(List<Schema.Field> fields) {
            for (int i = 0; i < steps.length; i++) {
                steps[i] = step(fields.get(i).schema());
            }
        }

        @Override
        public void write(Object value, Encoder out) throws IOException {
            IndexedRecord record = (IndexedRecord) value;
            for (int i = 0; i < steps.length; i++) {
                steps[i].write(record.get(i), out);
            }
        }
    }
}
