package io.tokenloom.text.split;

/** {@link SplitPattern#GPT2} on masks. */
final class Gpt2Rule implements BoundaryRule {
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
        long white = space | tab | line;
        long other = ~(letter | digit | white) & -1L >>> (Long.SIZE - count);
        // Runs take a space before them; the last character of white space is a piece or the beginning of one.
        long runs =
                (BoundaryRule.starts(letter) | BoundaryRule.starts(digit) | BoundaryRule.starts(other)) & ~(space << 1);
        long ends = runs | BoundaryRule.starts(white) | white & ~(white >>> 1);
        long candidates = apostrophe & runs & lower >>> 1 & BoundaryRule.beforeLastTwo(count);
        while (candidates != 0) {
            int i = Long.numberOfTrailingZeros(candidates);
            int length = Contractions.smallEnd(utf8, at + i, at + count, false) - at - i;
            ends = length == 0 ? ends : ends & ~(2L << i) | 1L << i + length;
            candidates &= candidates - 1;
        }
        return BoundaryRule.certain(ends, count, white);
    }
}
