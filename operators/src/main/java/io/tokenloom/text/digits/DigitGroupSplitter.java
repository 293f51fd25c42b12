package io.tokenloom.text.digits;

import io.tokenloom.text.split.Splitter;

/**
 * Changes where a splitter cuts runs of ASCII digits: groups of three from the right, 1|234|567. The digits of a fraction,
 * behind a point that is behind a digit, are grouped from the left: 1|234|.|567|8. Bounds of the base splitter within a run
 * are gone, and all others stay: what the base joins to the first digit or behind the last, a space or a sign, stays with
 * its group. Only a fraction of more than three digits always ends a piece. No text is changed.
 *
 * <p>A fraction has no fraction: the last part of 1.2345.6789 is a number anew. A run of more than 999 digits is grouped
 * from the left until at most 999 are left, and more than 90 digits behind a point are a number, not a fraction.
 *
 * <p>Thread-safe: immutable, if the base splitter is.
 */
public final class DigitGroupSplitter implements Splitter {
    /** Room for the ends of a fraction: its groups, the point and the group before it. */
    static final int SMALLEST_ROOM = DigitRuns.LONGEST_FRACTION / DigitRuns.GROUP + 4;

    private final Splitter base;

    public DigitGroupSplitter(Splitter base) {
        this.base = base;
    }

    @Override
    public boolean dropsStretches() {
        return base.dropsStretches();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if there is room for fewer than 34 ends: the groups of a fraction are given by one
     *     call, as from within it can't be told that it is one
     */
    @Override
    public int split(byte[] utf8, int from, int to, boolean last, int[] ends) {
        if (ends.length < SMALLEST_ROOM) {
            throw new IllegalArgumentException(
                    "there is room for " + ends.length + " ends; groups of digits need " + SMALLEST_ROOM);
        }
        if (from < to && DigitRuns.isDigit(utf8[from])) {
            return new GroupedStretch(base, utf8, to, last, ends, 0).from(from);
        }
        int count = base.split(utf8, from, to, last, ends);
        int at = from;
        for (int i = 0; i < count; i++) {
            int end = ends[i] < 0 ? ~ends[i] : ends[i];
            if (ends[i] >= 0 && DigitRuns.next(utf8, at, end) < end) {
                return new GroupedStretch(base, utf8, to, last, ends, i).from(at);
            }
            at = end;
        }
        return count;
    }
}
