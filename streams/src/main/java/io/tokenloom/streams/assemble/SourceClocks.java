package io.tokenloom.streams.assemble;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The clocks of all partitions of an app's inputs, and the watermark that they make together: no record of before it is
 * still to come, if no partition is more out of order than the grace. Not thread-safe.
 */
final class SourceClocks {
    /** The watermark before every partition has told its time. */
    static final long UNKNOWN = Long.MIN_VALUE;

    /** The watermark when nothing more comes. */
    static final long END = Long.MAX_VALUE;

    private final Map<Source, ClockSignal> clocks = new HashMap<>();
    private final long graceMicros;
    private final int sources;
    private long watermark = UNKNOWN;

    /** @param sources all that there are; a clock that has not told its time holds the watermark */
    SourceClocks(Collection<Source> sources, long graceMicros) {
        this.sources = sources.size();
        this.graceMicros = graceMicros;
    }

    /** Takes note of a signal; whether anything changed. */
    boolean hear(ClockSignal signal) {
        ClockSignal known = clocks.get(signal.source());
        if (signal instanceof ClockSignal.Time time && known instanceof ClockSignal.Time before) {
            if (time.micros() <= before.micros()) {
                return false;
            }
        } else if (signal instanceof ClockSignal.Idle && known instanceof ClockSignal.End) {
            return false;
        } else if (signal.equals(known)) {
            return false;
        }
        clocks.put(signal.source(), signal);
        watermark = Math.max(watermark, together());
        return true;
    }

    /** The watermark as it would be from the clocks alone; it never goes back, but for {@link #END}, which is once. */
    private long together() {
        if (clocks.size() < sources) {
            return UNKNOWN;
        }
        long earliest = END;
        for (ClockSignal clock : clocks.values()) {
            if (clock instanceof ClockSignal.Time time) {
                earliest = Math.min(earliest, time.micros());
            }
        }
        return earliest == END ? UNKNOWN : earliest - graceMicros;
    }

    /** Event time, microseconds, or {@link #UNKNOWN}. */
    long watermark() {
        return watermark;
    }

    /** Whether nothing more comes: every partition is idle or has ended, and one at least has ended. */
    boolean isEnd() {
        return clocks.size() == sources
                && clocks.values().stream().noneMatch(ClockSignal.Time.class::isInstance)
                && clocks.values().stream().anyMatch(ClockSignal.End.class::isInstance);
    }

    /** The watermark and all clocks, to be read again by {@link #restore}. */
    byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES + clocks.size() * ClockSignal.BYTES);
        buffer.putLong(watermark);
        clocks.values().forEach(clock -> buffer.put(clock.bytes()));
        return buffer.array();
    }

    void restore(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        watermark = buffer.getLong();
        while (buffer.hasRemaining()) {
            ClockSignal clock = ClockSignal.of(buffer);
            clocks.put(clock.source(), clock);
        }
    }
}
