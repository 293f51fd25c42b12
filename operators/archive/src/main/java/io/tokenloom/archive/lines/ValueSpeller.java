package io.tokenloom.archive.lines;

import static io.tokenloom.archive.lines.ContextMixer.hash;

import java.util.Arrays;

/**
 * Spells a value that no candidate was right about. A number is said by its difference from an earlier one where that is
 * small, else by its digits, and how digits are cut into tokens; anything else by letters or ids. Not thread-safe.
 */
final class ValueSpeller {
    /** Longer runs of digits are said by letters or ids. */
    private static final int MOST_DIGITS = 64;
    /** So many fit into a long. */
    private static final int LONG_DIGITS = 18;
    /** Digits behind these are noise where a number is long. */
    private static final int TOLD_DIGITS = 3;

    private static final int LONG_NUMBER = 8;
    private static final int NEAR = 4096;

    private final SymbolCoder symbols;
    private final TokenClasses classes;
    private final SequenceTable values;
    private final WordSpeller words;
    private final byte[] digits = new byte[MOST_DIGITS];
    private final byte[] before = new byte[MOST_DIGITS];
    /** How the digits of the last value were cut; CUTS where it was none of digits. */
    private int cutBefore;

    private final IdList ids = new IdList();

    ValueSpeller(SymbolCoder symbols, TokenClasses classes, SequenceTable values) {
        this.symbols = symbols;
        this.classes = classes;
        this.values = values;
        this.words = new WordSpeller(symbols, classes);
    }

    /**
     * Writes the value in[from, to), or reads one where in is null; returns its number.
     *
     * @param here hash of template and slot
     * @param labelled hash of what is before it
     * @param behind hash of its neighbour
     * @param base number of the value that a difference is taken from; -1 where there is none
     * @param outcome of the slot before
     */
    int code(int[] in, int from, int to, int here, int labelled, int behind, int base, int outcome) {
        int length = in == null ? 0 : classes.digits(in, from, to, digits);
        int cut = length > 0 ? cut(in, from, to, length) : TokenClasses.CUTS;
        if (symbols.flag(cut == cutBefore, Decision.CUT, here, hash(labelled, cutBefore), cutBefore)) {
            cut = cutBefore;
        } else {
            cut = symbols.choice(cut, 2, Decision.CUT + 1, here, labelled, 0);
        }
        cutBefore = cut;
        ids.clear();
        if (cut == TokenClasses.CUTS) {
            words.code(in, from, to, here, labelled, ids);
        } else {
            length = number(length, here, labelled, behind, base, outcome);
            classes.join(digits, length, cut, ids);
        }
        return values.number(ids.array(), 0, ids.size());
    }

    /** In which of the ways the digits become these ids. */
    private int cut(int[] in, int from, int to, int length) {
        for (int cut = 0; cut < TokenClasses.CUTS; cut++) {
            ids.clear();
            classes.join(digits, length, cut, ids);
            if (Arrays.equals(ids.array(), 0, ids.size(), in, from, to)) {
                return cut;
            }
        }
        return TokenClasses.CUTS;
    }

    private static long value(byte[] digits, int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value * 10 + digits[i];
        }
        return value;
    }

    private static int width(long value) {
        int width = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            width++;
        }
        return width;
    }

    /** Writes or reads digits, and returns how many. */
    private int number(int length, int here, int labelled, int behind, int base, int outcome) {
        int baseLength = base < 0 ? 0 : classes.digits(values.array(), values.start(base), values.end(base), before);
        if (baseLength > 0 && baseLength <= LONG_DIGITS) {
            long other = value(before, baseLength);
            long value = length > 0 && length <= LONG_DIGITS ? value(digits, length) : -1;
            long difference = value - other;
            boolean near = value >= 0
                    && Math.abs(difference) < NEAR
                    && difference != 0
                    && length == Math.max(baseLength, width(value))
                    && (length <= 2 || Math.abs(difference) < value / 4 + 2);
            if (symbols.flag(near, Decision.IS_NEAR, here, hash(labelled, outcome), baseLength)) {
                return put(other + difference(difference, here, labelled, outcome), baseLength);
            }
        }
        length = (int) Math.min(symbols.size(length - 1, Decision.DIGITS, here, labelled, 0) + 1, MOST_DIGITS);
        int told = 0;
        for (int i = 0; i < length; i++) {
            if (i >= TOLD_DIGITS && length > LONG_NUMBER) {
                noise(i, length);
                break;
            }
            int digit = symbols.choice(
                    digits[i], 4, Decision.DIGIT, hash(behind, told), hash(labelled, told), hash(i, length));
            digits[i] = (byte) Math.min(9, digit);
            told = hash(told, digits[i] + 1);
        }
        return length;
    }

    private long difference(long wanted, int here, int labelled, int outcome) {
        boolean less = symbols.flag(wanted < 0, Decision.IS_LESS, hash(here, outcome), labelled, 0);
        int side = less ? 1 : 0;
        long size =
                symbols.size(Math.abs(wanted) - 1, Decision.DIFFERENCE, hash(here, outcome), hash(labelled, side), side)
                        + 1;
        return less ? -size : size;
    }

    /** Digits of a value, zeros in front up to a length. */
    private int put(long value, int length) {
        long rest = Math.max(0, value);
        int width = Math.max(length, width(rest));
        for (int i = width - 1; i >= 0; i--) {
            digits[i] = (byte) (rest % 10);
            rest /= 10;
        }
        return width;
    }

    /** Digits of which nothing is known, three by three. */
    private void noise(int from, int to) {
        for (int i = from; i < to; i += TokenClasses.MOST_DIGITS) {
            int end = Math.min(to, i + TokenClasses.MOST_DIGITS);
            int value = 0;
            int total = 1;
            for (int k = i; k < end; k++) {
                value = value * 10 + digits[k];
                total *= 10;
            }
            value = symbols.even(value, total);
            for (int k = end - 1; k >= i; k--) {
                digits[k] = (byte) (value % 10);
                value /= 10;
            }
        }
    }
}
