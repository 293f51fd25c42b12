package io.tokenloom.jobs.tokenize;

import io.tokenloom.text.mode.BatchWindow;

/**
 * How full an open window is. A record type that Flink serializes field by field. Immutable.
 *
 * @param records how many are waiting, parts of a long text and tombstones each
 * @param bytes of their texts
 * @param tokens of their texts
 * @param held bytes of the records in the state
 * @param period number of the stretch of event time, from 1970 on, that began the window; 0 where time does not count
 * @param closesAt when it is closed if nothing more comes, milliseconds of the clock; 0 for never
 */
public record WindowFill(long records, long bytes, long tokens, long held, long period, long closesAt) {
    /** Most tokens of a window: merging takes up to 130 bytes of memory for each. */
    static final long MOST_TOKENS = 1 << 20;

    /** Most bytes of waiting records. */
    static final long MOST_HELD_BYTES = 32L * 1024 * 1024;

    /** A window that begins with an item of this event time. */
    static WindowFill empty(BatchWindow window, long eventTimeMillis) {
        return new WindowFill(0, 0, 0, 0, period(window, eventTimeMillis), 0);
    }

    /** The same with one record more. */
    WindowFill with(long moreBytes, long moreTokens, long moreHeld, long closesNext) {
        return new WindowFill(records + 1, bytes + moreBytes, tokens + moreTokens, held + moreHeld, period, closesNext);
    }

    /** Whether an item of this event time belongs to a later window. */
    boolean endsBefore(BatchWindow window, long eventTimeMillis) {
        return period(window, eventTimeMillis) > period;
    }

    /** Whether there is no room for so many tokens more. */
    boolean hasNoRoomFor(long moreTokens) {
        return records > 0 && tokens + moreTokens > MOST_TOKENS;
    }

    /** Whether it is closed by what is in it. */
    boolean full(BatchWindow window) {
        boolean reached =
                switch (window.limit()) {
                    case RECORDS -> records >= window.amount();
                    case BYTES -> bytes >= window.amount();
                    case TIME -> false;
                };
        return reached || bytes >= BatchWindow.MOST_BYTES || tokens >= MOST_TOKENS || held >= MOST_HELD_BYTES;
    }

    private static long period(BatchWindow window, long eventTimeMillis) {
        return window.limit() == BatchWindow.Limit.TIME ? Math.floorDiv(eventTimeMillis, window.amount()) : 0;
    }
}
