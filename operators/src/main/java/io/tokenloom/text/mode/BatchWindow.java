package io.tokenloom.text.mode;

import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * Which texts of a stream are merged together. A window is closed by its own texts alone, so a replay makes the same windows;
 * only {@code idle} lets them depend on when texts arrive. Immutable.
 *
 * @param limit what a window is measured by
 * @param amount how much of it closes a window: texts, bytes of UTF-8, or milliseconds of event time
 * @param by whose texts share a window
 * @param idle how long after its last text a window is closed; zero for never
 */
public record BatchWindow(Limit limit, long amount, Scope by, Duration idle) implements Serializable {
    /** Most bytes of text in a window, whatever its limit is: one that reaches them is closed. A text counts as a whole. */
    public static final long MOST_BYTES = 8L * 1024 * 1024;

    /** Most texts in a window, whatever its limit is. */
    public static final long MOST_RECORDS = 1_000_000;

    /** A thousand texts of a partition. */
    public static final BatchWindow DEFAULT = new BatchWindow(Limit.RECORDS, 1_000, Scope.PARTITION, Duration.ZERO);

    /** What a window is measured by. */
    public enum Limit {
        /** The number of its texts. */
        RECORDS,
        /** The bytes of its texts. */
        BYTES,
        /** Event time: windows begin at multiples of their length. A text that comes late is taken into the open window. */
        TIME;

        /** As written in a routes file. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whose texts share a window. */
    public enum Scope {
        /** Those of a source partition, in the order of their offsets. */
        PARTITION,
        /** Those of a source partition that have one Kafka key; those without key share one window. */
        KEY;

        /** As written in a routes file. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks the numbers. */
    public BatchWindow {
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(by, "by");
        if (amount < 1) {
            throw new IllegalArgumentException("a window of " + amount + " " + limit.text() + " holds nothing");
        }
        if (idle.isNegative()) {
            throw new IllegalArgumentException("idle is negative");
        }
    }
}
