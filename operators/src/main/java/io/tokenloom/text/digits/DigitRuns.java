package io.tokenloom.text.digits;

/**
 * Runs of ASCII digits and how they are grouped. Looks only ahead, and only so far, so that text can be cut into stretches
 * anywhere between groups. Thread-safe: holds nothing.
 */
final class DigitRuns {
    static final int GROUP = 3;

    /**
     * As long as more digits than this lie ahead, groups are counted from the left: no number that is read as one is so
     * long, and the right end of a run is not sought for ever.
     */
    static final int LONGEST = 999;

    /** A longer fraction is grouped as a run of its own. */
    static final int LONGEST_FRACTION = 90;

    /** Where more text would be needed to say. */
    static final int UNCERTAIN = -1;

    private DigitRuns() {}

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** The first digit from an index on, or {@code to}. */
    static int next(byte[] utf8, int from, int to) {
        int at = from;
        while (at < to && !isDigit(utf8[at])) {
            at++;
        }
        return at;
    }

    /**
     * How many digits there are from an index on, at most {@code limit + 1}; {@link #UNCERTAIN} if the text may go on with
     * more.
     */
    static int length(byte[] utf8, int from, int to, boolean last, int limit) {
        int at = from;
        while (at < to && at - from <= limit && isDigit(utf8[at])) {
            at++;
        }
        return at == to && !last && at - from <= limit ? UNCERTAIN : at - from;
    }

    /** Digits of the first group of a run that is grouped from the right. */
    static int firstGroup(int length) {
        return length > LONGEST ? GROUP : (length - 1) % GROUP + 1;
    }

    /**
     * How many digits follow a decimal point behind a run: 0 if there is no point, no digit, or too many for a fraction.
     */
    static int fractionLength(byte[] utf8, int runEnd, int to, boolean last) {
        if (runEnd == to) {
            return last ? 0 : UNCERTAIN;
        }
        if (utf8[runEnd] != '.') {
            return 0;
        }
        int length = length(utf8, runEnd + 1, to, last, LONGEST_FRACTION);
        return length > LONGEST_FRACTION ? 0 : length;
    }
}
