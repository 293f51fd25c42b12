package io.tokenloom.streams.statistics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * A series in a window.
 *
 * @param windowStart microseconds since 1970
 */
record WindowedSeries(long windowStart, Series series) {
    /** Most bytes of a series as text. */
    static final int MOST_SERIES_BYTES = 1024;

    private static final int HEAD_BYTES = Long.BYTES + Short.BYTES;
    private static final int TAIL_BYTES = 1 + Integer.BYTES;

    /** What an entry of the state holds. The order is that of the keys: whole tallies lie before what came after them. */
    enum Part {
        TALLY,
        OBSERVATIONS
    }

    /**
     * Key of an entry: start of the window with its sign turned, bytes of the series, the series, the part, a number. So
     * windows lie one behind the other by time, series in them one behind the other, and their entries by number.
     */
    Bytes key(Part part, int number) {
        byte[] text = series.text().getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(HEAD_BYTES + text.length + TAIL_BYTES)
                .putLong(windowStart ^ Long.MIN_VALUE)
                .putShort((short) text.length)
                .put(text)
                .put((byte) part.ordinal())
                .putInt(number)
                .array());
    }

    /** Less than all keys of the window that begins then, and more than those of earlier ones. */
    static Bytes before(long windowStart) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES)
                .putLong(windowStart ^ Long.MIN_VALUE)
                .array());
    }

    static WindowedSeries of(Bytes key) {
        ByteBuffer bytes = ByteBuffer.wrap(key.get());
        long start = bytes.getLong() ^ Long.MIN_VALUE;
        int length = bytes.getShort();
        return new WindowedSeries(start, Series.of(new String(key.get(), HEAD_BYTES, length, StandardCharsets.UTF_8)));
    }

    static Part part(Bytes key) {
        return Part.values()[key.get()[key.get().length - TAIL_BYTES]];
    }

    static int number(Bytes key) {
        byte[] bytes = key.get();
        return ByteBuffer.wrap(bytes).getInt(bytes.length - Integer.BYTES);
    }
}
