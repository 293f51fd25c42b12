package io.tokenloom.text.split;

/** {@link SplitPattern#DEEPSEEK_V3} on masks. */
final class DeepSeekRule implements BoundaryRule {
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
                | BoundaryRule.groupsOfThree(digit)
                | otherStarts
                | BoundaryRule.whiteSpaceEnds(blank, line, other);
        // Digits are taken out first: white space before them is at the end of its text and keeps its last character.
        ends &= ~(blank << 1 & blank & digit >>> 1);
        return BoundaryRule.certain(ends, count, white);
    }
}
