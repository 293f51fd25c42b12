package io.tokenloom.streams.tables;

import io.tokenloom.record.TokenizerFingerprint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.utils.Bytes;

/**
 * Which table: the ids of one plane of one tokenizer. In keys of stores it is written as
 *
 * <pre>
 * fingerprint   8 bytes
 * length        2 bytes, of the plane's name in UTF-8
 * plane         the name
 * </pre>
 *
 * so that none is a prefix of another, and what follows, whole numbers with the most significant byte first, is in their
 * order.
 *
 * @param tokenizer fingerprint
 * @param plane name of the plane
 */
record TableId(TokenizerFingerprint tokenizer, String plane) {
    private static final int FINGERPRINT_BYTES = 8;

    /** What {@link #bytes} wrote, at the beginning of a key. */
    static TableId of(byte[] key) {
        ByteBuffer buffer = ByteBuffer.wrap(key);
        byte[] fingerprint = new byte[FINGERPRINT_BYTES];
        buffer.get(fingerprint);
        byte[] plane = new byte[buffer.getShort()];
        buffer.get(plane);
        return new TableId(new TokenizerFingerprint(fingerprint), new String(plane, StandardCharsets.UTF_8));
    }

    /** Key of a row, in topics. */
    byte[] topicKey(int id) {
        String text = HexFormat.of().formatHex(tokenizer.bytes()) + "/" + plane + "/" + id;
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Beginning of keys in stores. */
    byte[] bytes() {
        byte[] name = plane.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(FINGERPRINT_BYTES + Short.BYTES + name.length)
                .put(tokenizer.bytes())
                .putShort((short) name.length)
                .put(name)
                .array();
    }

    /** A key that begins with these bytes and goes on with these numbers. */
    static Bytes key(byte[] beginning, int... numbers) {
        ByteBuffer buffer =
                ByteBuffer.wrap(Arrays.copyOf(beginning, beginning.length + numbers.length * Integer.BYTES));
        buffer.position(beginning.length);
        for (int number : numbers) {
            buffer.putInt(number);
        }
        return Bytes.wrap(buffer.array());
    }

    /** The last number of a key. */
    static int lastNumber(Bytes key) {
        return ByteBuffer.wrap(key.get()).getInt(key.get().length - Integer.BYTES);
    }
}
