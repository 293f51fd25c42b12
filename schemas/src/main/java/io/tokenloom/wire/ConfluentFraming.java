package io.tokenloom.wire;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;

/** The first five bytes of a value in Confluent's wire format: zero, then the schema id, big-endian. */
public final class ConfluentFraming {
    /** First byte of every framed value. */
    public static final byte MAGIC = 0;

    /** Bytes before the Avro body. */
    public static final int HEADER_BYTES = 5;

    private ConfluentFraming() {}

    /**
     * The schema id of a framed value.
     *
     * @throws TokenizationException TRUNCATED_RECORD for fewer than five bytes, BAD_MAGIC for another first byte
     */
    public static int schemaId(byte[] value) {
        if (value.length < HEADER_BYTES) {
            throw new TokenizationException(
                    FailureCode.TRUNCATED_RECORD,
                    "The value has " + value.length + " bytes; a framed record has at least " + HEADER_BYTES
                            + ". Write it with an Avro serializer that uses the schema registry.");
        }
        if (value[0] != MAGIC) {
            throw new TokenizationException(
                    FailureCode.BAD_MAGIC,
                    String.format(
                            "The value starts with 0x%02x, a framed record with 0x00. Write it with an Avro serializer"
                                    + " that uses the schema registry, or set the route's format to what the topic holds.",
                            value[0]));
        }
        return (value[1] & 0xff) << 24 | (value[2] & 0xff) << 16 | (value[3] & 0xff) << 8 | (value[4] & 0xff);
    }

    /** Writes the five bytes to the start of a buffer that has room for them. */
    static void putHeader(byte[] target, int schemaId) {
        target[0] = MAGIC;
        target[1] = (byte) (schemaId >>> 24);
        target[2] = (byte) (schemaId >>> 16);
        target[3] = (byte) (schemaId >>> 8);
        target[4] = (byte) schemaId;
    }
}
