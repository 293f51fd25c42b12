package io.tokenloom.archive.lines;

import static io.tokenloom.archive.lines.ContextMixer.hash;

/**
 * Says times of day, such as 16:13:38.811, by how much later they are than that of the line before. A time that is not
 * written as the one before it was is left to others. Not thread-safe.
 */
final class ClockCoder {
    /** Hours, minutes and seconds. */
    static final int LEAST_FIELDS = 3;
    /** And a fraction. */
    static final int MOST_FIELDS = 4;

    private static final int REMEMBERED_MOVES = 0xFF;

    private final SymbolCoder symbols;
    private final Clock[] clocks;

    /** The last time of a number of fields. */
    private static final class Clock {
        private final TimeFormat format;
        /** Negative where it is not known. */
        private long time = -1;
        /** Bits of the last step that was one. */
        private int stepBits;
        /** Of each time, whether it was another than the one before. */
        private int moves;

        Clock(TimeFormat format) {
            this.format = format;
        }
    }

    ClockCoder(SymbolCoder symbols, TokenClasses classes) {
        this.symbols = symbols;
        this.clocks = new Clock[] {
            new Clock(new TimeFormat(classes, LEAST_FIELDS)), new Clock(new TimeFormat(classes, MOST_FIELDS))
        };
    }

    private Clock clock(int fields) {
        return clocks[fields - LEAST_FIELDS];
    }

    /**
     * Writes a time, or reads one where in is null.
     *
     * @param fields how many
     * @param before template of the line before
     * @return false if it is not said here
     */
    boolean code(TimeFormat.Fields in, int fields, int template, int before) {
        Clock clock = clock(fields);
        if (clock.time < 0) {
            return false;
        }
        long wanted = in == null ? 0 : clock.format.parse(in);
        if (!symbols.flag(wanted >= 0, Decision.CLOCK, template, fields, 0)) {
            return false;
        }
        long day = clock.format.day();
        // Midnight is a step like others, and the shorter way round is meant.
        long step = Math.floorMod(wanted - clock.time, day);
        step = step(step > day / 2 ? step - day : step, clock, template, before);
        clock.time = Math.floorMod(clock.time + step, day);
        if (in == null) {
            clock.format.spell(clock.time);
        }
        return true;
    }

    private long step(long wanted, Clock clock, int template, int before) {
        int pair = hash(template, before);
        boolean moved = symbols.flag(
                wanted != 0,
                Decision.CLOCK_MOVED,
                pair,
                hash(template, clock.stepBits),
                clock.moves & REMEMBERED_MOVES);
        clock.moves = clock.moves << 1 | (moved ? 1 : 0);
        if (!moved) {
            return 0;
        }
        boolean back = symbols.flag(wanted < 0, Decision.CLOCK_BACK, pair, template, 0);
        int side = back ? 1 : 0;
        long size = 1
                + symbols.size(
                        Math.abs(wanted) - 1,
                        Decision.CLOCK_STEP,
                        hash(pair, side),
                        hash(template, side),
                        hash(clock.stepBits, side));
        clock.stepBits = Long.SIZE - Long.numberOfLeadingZeros(size);
        return back ? -size : size;
    }

    /** Whether the last time was the same as the one before it. */
    boolean stood(int fields) {
        return (clock(fields).moves & 1) == 0;
    }

    /** Appends a field of the time that was read. */
    void append(int fields, int field, IdList out) {
        clock(fields).format.append(field, out);
    }

    /** Takes note of a time that others said. */
    void learn(TimeFormat.Fields in, int fields) {
        clock(fields).time = clock(fields).format.learn(in);
    }
}
