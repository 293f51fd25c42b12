package io.tokenloom.text.split;

/** {@link SplitPattern#CL100K} and its kin on masks. At the end of the text, where they differ, no end is certain. */
final class Cl100kRule implements BoundaryRule {
    private final int digits;

    /** @param digits the most numbers in one piece, 1 or 3 */
    Cl100kRule(int digits) {
        this.digits = digits;
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
                | (digits == 1 ? digit : BoundaryRule.groupsOfThree(digit))
                | otherStarts
                | BoundaryRule.whiteSpaceEnds(blank, line, other);
        long candidates = apostrophe & single & letter >>> 1 & BoundaryRule.beforeLastTwo(count);
        while (candidates != 0) {
            int i = Long.numberOfTrailingZeros(candidates);
            int length = Contractions.end(utf8, at + i, at + count, false) - at - i;
            ends |= length == 0 ? 0 : 1L << i + length;
            candidates &= candidates - 1;
        }
        return BoundaryRule.certain(ends, count, white);
    }
}
