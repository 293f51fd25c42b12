package io.tokenloom.text.split;

/** {@link SplitPattern#O200K} and its kin on masks. */
final class O200kRule implements BoundaryRule {
    private final int digits;
    private final boolean contractions;
    private final boolean slashes;

    /** @see O200kSplitter */
    O200kRule(int digits, boolean contractions, boolean slashes) {
        this.digits = digits;
        this.contractions = contractions;
        this.slashes = slashes;
    }

    @Override
    public long ends(
            byte[] utf8,
            int at,
            int count,
            long lower,
            long upper,
            long digit,
            long space,
            long tab,
            long line,
            long apostrophe) {
        long letter = lower | upper;
        long blank = space | tab;
        long white = blank | line;
        long other = ~(letter | digit | white) & -1L >>> (Long.SIZE - count);
        long otherStarts = BoundaryRule.starts(other) & ~(space << 1);
        long single = otherStarts & ~(other >>> 1);
        long ends = BoundaryRule.starts(letter) & ~((single | blank) << 1)
                | upper & lower << 1
                | (digits == 1 ? digit : BoundaryRule.groupsOfThree(digit))
                | otherStarts
                | BoundaryRule.whiteSpaceEnds(blank, line, other);
        if (contractions) {
            long candidates = apostrophe & letter << 1 & letter >>> 1 & BoundaryRule.beforeLastTwo(count);
            if (candidates != 0) {
                ends = withContractions(ends, candidates, utf8, at, count);
            }
        }
        ends = BoundaryRule.certain(ends, count, white);
        return slashes ? beforeSlash(ends, utf8, at, other & line << 1) : ends;
    }

    /** Words take the English endings behind them: those do not end before the apostrophe, but behind its letters. */
    private static long withContractions(long ends, long candidates, byte[] utf8, int at, int count) {
        long result = ends;
        int taken = 0;
        for (long rest = candidates; rest != 0; rest &= rest - 1) {
            int i = Long.numberOfTrailingZeros(rest);
            int length = Contractions.end(utf8, at + i, at + count, false) - at - i;
            // Behind an ending, an apostrophe begins a word: the letter before it is none of a word.
            if (length > 0 && i != taken) {
                taken = i + length;
                result = result & ~(7L << i) | 1L << taken;
            }
        }
        return result;
    }

    /** Nothing is certain from a slash on that stands behind a line end: it may belong to the punctuation before that. */
    private static long beforeSlash(long ends, byte[] utf8, int at, long behindLines) {
        for (long rest = behindLines; rest != 0; rest &= rest - 1) {
            int i = Long.numberOfTrailingZeros(rest);
            if (utf8[at + i] == '/') {
                return ends & (1L << i) - 1;
            }
        }
        return ends;
    }
}
