package io.tokenloom.text.digits;

import io.tokenloom.text.split.Splitter;

/** One call of the splitter, from the first piece with a digit on. Not thread-safe. */
final class GroupedStretch {
    private static final int NONE = Integer.MIN_VALUE;
    private static final int FULL = Integer.MIN_VALUE + 1;
    private static final int BATCH = 16;

    private final Splitter base;
    private final byte[] utf8;
    private final int to;
    private final boolean last;
    private final int[] ends;
    private int count;

    /** Pieces of the base, the next of which begins at {@code nextPiece}. */
    private final int[] pieces = new int[BATCH];

    private int pieceCount;
    private int taken;
    private int nextPiece = NONE;

    /** Digits are known to go on up to here from where they were looked for last. */
    private int scanned;

    /** A fraction that is ahead: where its next group begins, and where it ends. */
    private int fraction = NONE;

    private int fractionEnd = NONE;
    /** How many ends there were before the number with the fraction: without all of it, none of them is given. */
    private int beforeNumber;

    GroupedStretch(Splitter base, byte[] utf8, int to, boolean last, int[] ends, int count) {
        this.base = base;
        this.utf8 = utf8;
        this.to = to;
        this.last = last;
        this.ends = ends;
        this.count = count;
    }

    int from(int start) {
        int at = start;
        while (at < to && count < ends.length) {
            int piece = NONE;
            int end = firstGroup(at);
            if (end == at) {
                piece = basePiece(at);
                end = piece < 0 ? piece : cut(at, piece);
            }
            if (end == NONE) {
                return fraction == NONE ? count : beforeNumber;
            }
            if (end == FULL) {
                return count;
            }
            ends[count++] = end;
            at = end < 0 ? ~end : end;
            if (end == piece) {
                taken++;
                nextPiece = at;
            }
            if (at == fraction) {
                at = giveFraction(at);
            }
        }
        return count;
    }

    /**
     * The end of the first group of a run of more than one that begins here, for which the base need not be asked: so a
     * base that takes all digits for one piece is not made to read them again and again. The index itself where none is.
     */
    private int firstGroup(int at) {
        if (!DigitRuns.isDigit(utf8[at])) {
            return at;
        }
        int length = lengthAt(at);
        if (length == DigitRuns.UNCERTAIN) {
            return NONE;
        }
        return length > DigitRuns.GROUP ? at + DigitRuns.firstGroup(length) : at;
    }

    /** The end of the base's piece at an index as the base gives it, or {@link #NONE} if it is not certain. */
    private int basePiece(int at) {
        if (nextPiece != at || taken == pieceCount) {
            pieceCount = base.split(utf8, at, to, last, pieces);
            taken = 0;
            nextPiece = at;
        }
        return pieceCount == 0 ? NONE : pieces[taken];
    }

    /** Where the piece ends by the rule: at the first bound between groups, otherwise at the base's end. */
    private int cut(int at, int piece) {
        int position = at;
        while (true) {
            int digit = DigitRuns.next(utf8, position, piece);
            if (digit == piece) {
                return piece;
            }
            if (digit == fraction) {
                fraction = Math.min(fraction + DigitRuns.GROUP, fractionEnd);
                return fraction;
            }
            int length = lengthAt(digit);
            if (length == DigitRuns.UNCERTAIN) {
                return NONE;
            }
            if (length > DigitRuns.GROUP) {
                return digit + DigitRuns.firstGroup(length);
            }
            position = digit + length;
            int ahead = DigitRuns.fractionLength(utf8, position, to, last);
            if (ahead == DigitRuns.UNCERTAIN) {
                return NONE;
            }
            if (ahead > DigitRuns.GROUP) {
                if (ends.length - count < DigitGroupSplitter.SMALLEST_ROOM) {
                    return FULL;
                }
                fraction = position + 1;
                fractionEnd = fraction + ahead;
                beforeNumber = count;
            }
            if (position >= piece) {
                // The base cut within the run, or at its end.
                return position;
            }
        }
    }

    private int giveFraction(int from) {
        int at = from;
        while (at < fractionEnd) {
            at = Math.min(at + DigitRuns.GROUP, fractionEnd);
            ends[count++] = at;
        }
        fraction = NONE;
        return at;
    }

    /** {@link DigitRuns#length} of a run, in steps that never look at a digit twice. */
    private int lengthAt(int at) {
        if (scanned < at) {
            scanned = at;
        }
        while (scanned < to && scanned - at <= DigitRuns.LONGEST && DigitRuns.isDigit(utf8[scanned])) {
            scanned++;
        }
        boolean uncertain = scanned == to && !last && scanned - at <= DigitRuns.LONGEST;
        return uncertain ? DigitRuns.UNCERTAIN : scanned - at;
    }
}
