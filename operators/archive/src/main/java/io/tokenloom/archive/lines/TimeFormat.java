package io.tokenloom.archive.lines;

import java.util.Arrays;

/**
 * How times of day are written in digits and tokens: with or without zeros in front, with a fraction of so many digits, and
 * cut into tokens in one way. Learned from a time, and kept until another is written differently. Not thread-safe.
 */
final class TimeFormat {
    private static final int MOST_FRACTION = 9;
    private static final int[] LIMITS = {24, 60, 60};
    private static final int SECONDS_OF_A_DAY = 24 * 60 * 60;

    private final TokenClasses classes;
    private final int fields;
    private final byte[] digits = new byte[MOST_FRACTION + TokenClasses.MOST_DIGITS - 1];
    private final IdList ids = new IdList();
    /** Where the ids of each field end. */
    private final int[] ends;

    private boolean padded = true;
    private int cut;
    private int fraction;
    /** So many units are a second. */
    private long unit = 1;

    /** @param fields hours, minutes, seconds, and a fraction if it is 4 */
    TimeFormat(TokenClasses classes, int fields) {
        this.classes = classes;
        this.fields = fields;
        this.ends = new int[fields];
    }

    /** How many units a day has. */
    long day() {
        return SECONDS_OF_A_DAY * unit;
    }

    /** Fields of ids; implemented where they lie. */
    interface Fields {
        /** The array that a field's ids are in. */
        int[] array();

        /** Where a field begins. */
        int start(int field);

        /** Where it ends. */
        int end(int field);
    }

    /** The time that some ids say, or -1 where it is not written in this way. */
    long parse(Fields in) {
        long time = value(in);
        if (time < 0) {
            return -1;
        }
        spell(time);
        return isSpelled(in) ? time : -1;
    }

    /** Takes over how a time is written, and returns it; -1 where it is none. */
    long learn(Fields in) {
        fraction = 0;
        unit = 1;
        if (fields > LIMITS.length) {
            fraction = classes.digits(in.array(), in.start(LIMITS.length), in.end(LIMITS.length), digits);
            if (fraction == 0 || fraction > MOST_FRACTION) {
                return -1;
            }
            for (int i = 0; i < fraction; i++) {
                unit *= 10;
            }
        }
        long time = value(in);
        for (int way = 0; time >= 0 && way < 2 * TokenClasses.CUTS; way++) {
            padded = way % 2 == 0;
            cut = way / 2;
            spell(time);
            if (isSpelled(in)) {
                return time;
            }
        }
        return -1;
    }

    private long value(Fields in) {
        long time = 0;
        for (int field = 0; field < fields; field++) {
            int length = classes.digits(in.array(), in.start(field), in.end(field), digits);
            long value = 0;
            for (int i = 0; i < length; i++) {
                value = value * 10 + digits[i];
            }
            boolean whole = field < LIMITS.length;
            if (length == 0 || (whole ? value >= LIMITS[field] : length != fraction)) {
                return -1;
            }
            time = time * (whole ? LIMITS[field] : unit) + value;
        }
        return time;
    }

    private boolean isSpelled(Fields in) {
        for (int field = 0; field < fields; field++) {
            if (!Arrays.equals(ids.array(), start(field), end(field), in.array(), in.start(field), in.end(field))) {
                return false;
            }
        }
        return true;
    }

    /** Puts down the ids of a time. */
    void spell(long time) {
        ids.clear();
        long seconds = time / unit;
        for (int field = 0; field < fields; field++) {
            long value =
                    switch (field) {
                        case 0 -> seconds / 3600;
                        case 1 -> seconds / 60 % 60;
                        case 2 -> seconds % 60;
                        default -> time % unit;
                    };
            int width = field == LIMITS.length ? fraction : padded || value > 9 ? 2 : 1;
            for (int i = width - 1; i >= 0; i--) {
                digits[i] = (byte) (value % 10);
                value /= 10;
            }
            classes.join(digits, width, cut, ids);
            ends[field] = ids.size();
        }
    }

    private int start(int field) {
        return field == 0 ? 0 : ends[field - 1];
    }

    private int end(int field) {
        return ends[field];
    }

    /** Appends a field of the time that was spelled last. */
    void append(int field, IdList out) {
        out.addAll(ids.array(), start(field), end(field));
    }
}
