package io.tokenloom.jobs.tokenize;

import io.tokenloom.vision.StreamControl;
import io.tokenloom.vision.VisualState;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What is kept of a stream between its frames. In Flink's state it is:
 *
 * <pre>
 *   offset  bytes
 *        0      1  version of this format, {@value #VERSION}
 *        1      8  short fingerprint of the tokenizer
 *        9      8  index of the last frame that became tokens, -1 before the first
 *       17      8  its time in microseconds
 *       25      8  time of the last reset in microseconds
 *       33      8  credit in bits, a double
 *       41      4  steps since the reset
 *       45         the tokenizer's own, at most 16 MiB; about 48 KiB for the reference bundle
 * </pre>
 *
 * @param memory what the route remembers of the stream
 * @param visual what the tokenizer remembers of it
 */
record StreamState(StreamControl.Memory memory, VisualState visual) {
    private static final byte VERSION = 1;
    private static final int FINGERPRINT_BYTES = 8;
    private static final int HEADER_BYTES = 1 + FINGERPRINT_BYTES + 4 * Long.BYTES + Integer.BYTES;

    /**
     * As it is kept.
     *
     * @param fingerprint of the tokenizer, 8 bytes
     */
    byte[] toBytes(byte[] fingerprint) {
        return ByteBuffer.allocate(HEADER_BYTES + visual.content().length)
                .put(VERSION)
                .put(fingerprint, 0, FINGERPRINT_BYTES)
                .putLong(memory.lastIndex())
                .putLong(memory.lastMicros())
                .putLong(memory.resetMicros())
                .putDouble(memory.creditBits())
                .putInt(visual.steps())
                .put(visual.content())
                .array();
    }

    /**
     * From what was kept.
     *
     * @param fingerprint of the tokenizer, 8 bytes
     * @param start state of a stream that has not begun, which takes the place of another tokenizer's: only who made one
     *     knows what it means
     * @throws IllegalStateException if a later version of this platform has written it
     */
    static StreamState of(byte[] kept, byte[] fingerprint, VisualState start) {
        ByteBuffer bytes = ByteBuffer.wrap(kept);
        byte version = bytes.get();
        if (version != VERSION) {
            throw new IllegalStateException("the state of a stream is in format " + version
                    + ", and this version of the platform knows format " + VERSION
                    + ". Start the version that wrote it, or start without its state.");
        }
        byte[] maker = new byte[FINGERPRINT_BYTES];
        bytes.get(maker);
        StreamControl.Memory memory =
                new StreamControl.Memory(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getDouble());
        int steps = bytes.getInt();
        byte[] content = new byte[bytes.remaining()];
        bytes.get(content);
        return new StreamState(
                memory,
                Arrays.equals(maker, 0, FINGERPRINT_BYTES, fingerprint, 0, FINGERPRINT_BYTES)
                        ? new VisualState(steps, content)
                        : start);
    }

    @Override
    public String toString() {
        return "StreamState[" + memory + ", " + visual + "]";
    }
}
