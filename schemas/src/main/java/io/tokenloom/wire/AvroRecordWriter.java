package io.tokenloom.wire;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes framed records of one type and one schema. Equal records give equal bytes. Not thread-safe: buffers are
 * used again from record to record, one writer per thread.
 *
 * @param <T> generated record class
 */
public final class AvroRecordWriter<T extends SpecificRecord> {
    private static final byte[] SINGLE_OBJECT_MARKER = {(byte) 0xC3, 0x01};
    private static final int FIRST_BUFFER_BYTES = 1024;

    /** One huge record must not pin its buffer for good. */
    private static final int MAX_KEPT_BUFFER_BYTES = 1 << 20;

    private final Class<T> type;
    private final DatumWriter<T> writer;
    private final byte[] header;
    private ByteArrayOutputStream buffer;
    private BinaryEncoder encoder;

    private AvroRecordWriter(Class<T> type, byte[] header) {
        SpecificData model = SpecificData.getForClass(type);
        this.type = type;
        this.writer = new PreparedDatumWriter<>(model.getSchema(type), model);
        this.header = header;
        startAfresh();
    }

    /** A writer whose records say this id, which is the id of the class's schema ({@link Subjects}). */
    public static <T extends SpecificRecord> AvroRecordWriter<T> of(Class<T> type, int schemaId) {
        byte[] header = new byte[ConfluentFraming.HEADER_BYTES];
        ConfluentFraming.putHeader(header, schemaId);
        return new AvroRecordWriter<>(type, header);
    }

    /**
     * A writer in Avro's single-object encoding, which names the schema by its CRC-64-AVRO fingerprint: for what no registry
     * has to know, such as state. The decoder of the class reads it.
     */
    public static <T extends SpecificRecord> AvroRecordWriter<T> singleObjects(Class<T> type) {
        long fingerprint = SchemaNormalization.parsingFingerprint64(
                SpecificData.getForClass(type).getSchema(type));
        byte[] header = ByteBuffer.allocate(SINGLE_OBJECT_MARKER.length + Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(SINGLE_OBJECT_MARKER)
                .putLong(fingerprint)
                .array();
        return new AvroRecordWriter<>(type, header);
    }

    /**
     * The framed bytes of a record, in an array of their own.
     *
     * @throws TokenizationException INTERNAL_ERROR if the record doesn't fit its schema, such as a required field not set
     */
    public byte[] write(T item) {
        try {
            buffer.writeBytes(header);
            writer.write(item, encoder);
            encoder.flush();
            byte[] framed = buffer.toByteArray();
            buffer.reset();
            if (framed.length > MAX_KEPT_BUFFER_BYTES) {
                startAfresh();
            }
            return framed;
        } catch (IOException | AvroRuntimeException | NullPointerException | ClassCastException e) {
            startAfresh();
            throw new TokenizationException(
                    FailureCode.INTERNAL_ERROR,
                    "A " + type.getSimpleName() + " does not fit its schema. Set every required field of the record.",
                    e);
        }
    }

    /** A new encoder too: the old one may hold bytes of a record that failed half-way. */
    private void startAfresh() {
        buffer = new ByteArrayOutputStream(FIRST_BUFFER_BYTES);
        encoder = EncoderFactory.get().binaryEncoder(buffer, null);
    }
}
