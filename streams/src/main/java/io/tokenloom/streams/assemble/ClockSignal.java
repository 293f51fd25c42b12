package io.tokenloom.streams.assemble;

import java.nio.ByteBuffer;

/** What a partition of an input says of its time, as it travels to all tasks that assemble. */
sealed interface ClockSignal {
    /** Bytes of a signal. */
    int BYTES = 1 + 2 * Integer.BYTES + Long.BYTES;

    /** Whose clock. */
    Source source();

    /**
     * Records up to a time have been there.
     *
     * @param micros event time
     */
    record Time(Source source, long micros) implements ClockSignal {}

    /** No records for a while. */
    record Idle(Source source) implements ClockSignal {}

    /** Nothing more comes, as a mark in the log says. */
    record End(Source source) implements ClockSignal {}

    /** A kind, the topic, the partition, and the time or 0, big-endian. */
    default byte[] bytes() {
        int kind = this instanceof Time ? 0 : this instanceof Idle ? 1 : 2;
        return ByteBuffer.allocate(BYTES)
                .put((byte) kind)
                .putInt(source().topic())
                .putInt(source().partition())
                .putLong(this instanceof Time time ? time.micros() : 0)
                .array();
    }

    /** The signal in bytes that {@link #bytes} made. */
    static ClockSignal of(byte[] bytes) {
        return of(ByteBuffer.wrap(bytes));
    }

    /** The next signal in a buffer. */
    static ClockSignal of(ByteBuffer buffer) {
        byte kind = buffer.get();
        Source source = new Source(buffer.getInt(), buffer.getInt());
        long micros = buffer.getLong();
        return switch (kind) {
            case 0 -> new Time(source, micros);
            case 1 -> new Idle(source);
            default -> new End(source);
        };
    }
}
