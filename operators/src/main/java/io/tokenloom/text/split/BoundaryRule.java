package io.tokenloom.text.split;

/**
 * Where the pieces of one split pattern end in ASCII text, computed from masks: bit n of a mask stands for the byte
 * {@code at + n}, and a piece begins at {@code at}. Thread-safe: holds nothing that changes.
 *
 * <p>What is set is certain: it does not depend on any byte behind the masks. An end before byte n depends on what lies to
 * the left of it and on byte n; the end before an apostrophe also on the two letters behind it; and ends within white space
 * on all of that run. So ends are given up to two bytes before the end of the masks, and, when white space reaches that
 * end, only up to the beginning of that white space. That a piece begins at {@code at} is all that need be known of what
 * lies before: no pattern looks behind.
 */
interface BoundaryRule {
    /**
     * @param count how many bytes the masks are for, 4 or more; no bit is set from there on
     * @param lower {@code a-z}
     * @param upper {@code A-Z}
     * @param digit {@code 0-9}
     * @param space U+0020
     * @param tab U+0009, U+000B, U+000C
     * @param line line feed and carriage return
     * @param apostrophe U+0027
     * @return bit n is set when a piece ends before {@code at + n}; bit 0 never. Bytes in no mask are punctuation
     */
    long ends(
            byte[] utf8,
            int at,
            int count,
            long lower,
            long upper,
            long digit,
            long space,
            long tab,
            long line,
            long apostrophe);

    /** The ends that are certain: those before the last two bytes and before white space of unknown length. */
    static long certain(long ends, int count, long whiteSpace) {
        long others = ~whiteSpace & -1L >>> (Long.SIZE - count);
        int openWhiteSpace = Long.SIZE - Long.numberOfLeadingZeros(others);
        int limit = Math.min(count - 2, openWhiteSpace + 1);
        return ends & (1L << limit) - 2;
    }

    /** The bits before the last two. */
    static long beforeLastTwo(int count) {
        return (1L << count - 2) - 1;
    }

    /** First bits of runs. */
    static long starts(long mask) {
        return mask & ~(mask << 1);
    }

    /** Every third bit of each run, from its first on. */
    static long groupsOfThree(long mask) {
        long groups = starts(mask);
        long reach = mask & mask << 1 & mask << 2 & mask << 3;
        if (reach == 0) {
            return groups;
        }
        for (int step = 3; step < Long.SIZE; step *= 2) {
            groups |= groups << step & reach;
            reach &= reach << step;
        }
        return groups;
    }

    /**
     * Where pieces end before and within white space, for {@code ...[punctuation]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+}, and
     * before its last character if that is no line end.
     *
     * @param blank white space other than line ends
     */
    static long whiteSpaceEnds(long blank, long line, long other) {
        // Line ends directly behind punctuation belong to it: adding the first carries through all of them.
        long behindOther = line & ~(line + (line & other << 1));
        long white = (blank | line) & ~behindOther;
        long ends = starts(white) | blank & ~((blank | line) >>> 1);
        long behindLines = blank & line << 1;
        return behindLines == 0 ? ends : ends | behindLastLines(behindLines, blank, line);
    }

    /** Of the first blanks behind line ends, those of runs that no line end follows. */
    private static long behindLastLines(long starts, long blank, long line) {
        long result = starts;
        for (long notLast = (blank + starts) & ~blank & line; notLast != 0; notLast &= notLast - 1) {
            long end = notLast & -notLast;
            result &= ~Long.highestOneBit(result & end - 1);
        }
        return result;
    }
}
