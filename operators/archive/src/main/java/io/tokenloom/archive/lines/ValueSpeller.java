package io.tokenloom.archive.lines;

import static io.tokenloom.archive.lines.ContextMixer.hash;

import java.util.Arrays;

/**
 * Spells a value that no guess was right about. A number is said by its difference from an earlier one where that is small,
 * else by its digits, and how digits are cut into tokens; anything else by its ids. Not thread-safe.
 */
final class ValueSpeller {
    /** Ids of a value. */
    static final int MOST_IDS = 64;

    /** Longer runs of digits are said by ids. */
    private static final int MOST_DIGITS = 64;
    /** So many fit into a long. */
    private static final int LONG_DIGITS = 18;
    /** Digits behind these are noise where a number is long. */
    private static final int TOLD_DIGITS = 4;

    private static final int LONG_NUMBER = 8;
    private static final int SMALL = 4096;
    private static final int CUTS = 3;

    private final SymbolCoder symbols;
    private final TokenClasses classes;
    private final SequenceTable values;
    private final int selector;
    private final int[] contexts = new int[ContextMixer.MOST_CONTEXTS];
    private final byte[] digits = new byte[MOST_DIGITS];
    private final byte[] before = new byte[MOST_DIGITS];
    private final IdList ids = new IdList();

    /**
     * Where a value stands.
     *
     * @param here hash of template and slot
     * @param labelled hash of what is before it
     * @param behind hash of its neighbour
     * @param base number of the value that a difference is taken from; -1 where there is none
     * @param outcome of the slot before
     */
    record Place(int here, int labelled, int behind, int base, int outcome) {}

    ValueSpeller(SymbolCoder symbols, TokenClasses classes, SequenceTable values, int selector) {
        this.symbols = symbols;
        this.classes = classes;
        this.values = values;
        this.selector = selector;
    }

    /** Writes the value in[from, to), or reads one where in is null; returns its number. */
    int code(int[] in, int from, int to, Place place) {
        int length = in == null ? 0 : digits(in, from, to, digits);
        int cut = length > 0 ? cut(in, from, to, length) : CUTS;
        contexts[0] = hash(120, place.here());
        contexts[1] = hash(121, place.labelled());
        contexts[2] = 122;
        cut = symbols.choice(cut, 2, selector, contexts, 3);
        if (cut == CUTS) {
            spell(in, from, to, place);
        } else {
            length = number(length, place);
            ids.clear();
            join(length, cut);
        }
        return values.number(ids.array(), 0, ids.size());
    }

    private int digits(int[] in, int from, int to, byte[] out) {
        int length = 0;
        for (int i = from; i < to; i++) {
            if (!classes.isNumber(in[i]) || length + TokenClasses.MOST_DIGITS > MOST_DIGITS) {
                return 0;
            }
            length = classes.digits(in[i], out, length);
        }
        return length;
    }

    /** In which of the three ways the digits become these ids. */
    private int cut(int[] in, int from, int to, int length) {
        for (int cut = 0; cut < CUTS; cut++) {
            ids.clear();
            join(length, cut);
            if (Arrays.equals(ids.array(), 0, ids.size(), in, from, to)) {
                return cut;
            }
        }
        return CUTS;
    }

    /** In threes from the left, in threes from the right, one by one. */
    private void join(int length, int cut) {
        int most = cut == 2 ? 1 : TokenClasses.MOST_DIGITS;
        int at = 0;
        int end = cut == 1 ? (length + most - 1) % most + 1 : Math.min(most, length);
        while (at < length) {
            ids.add(classes.number(digits, at, end));
            at = end;
            end = Math.min(end + most, length);
        }
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
    private int number(int length, Place place) {
        int baseLength = place.base() < 0 ? 0 : digitsOf(place.base());
        if (baseLength > 0 && baseLength <= LONG_DIGITS) {
            long base = value(before, baseLength);
            long value = length > 0 && length <= LONG_DIGITS ? value(digits, length) : -1;
            long difference = value - base;
            boolean small = value >= 0
                    && Math.abs(difference) < SMALL
                    && difference != 0
                    && length == Math.max(baseLength, width(value))
                    && (length <= 2 || Math.abs(difference) < value / 4 + 2);
            contexts[0] = hash(130, place.here());
            contexts[1] = hash(hash(131, place.here()), place.outcome());
            contexts[2] = hash(132, baseLength);
            contexts[3] = hash(hash(133, place.labelled()), place.outcome());
            if (symbols.flag(small, selector + 1, contexts, 4)) {
                return put(base + difference(difference, place), baseLength);
            }
        }
        contexts[0] = hash(150, place.here());
        contexts[1] = hash(151, place.labelled());
        length = Math.min(symbols.size(length - 1, selector + 4, contexts, 2) + 1, MOST_DIGITS);
        int told = 0;
        for (int i = 0; i < length; i++) {
            if (i >= TOLD_DIGITS && length > LONG_NUMBER) {
                digits[i] = (byte) symbols.digit(digits[i]);
                continue;
            }
            contexts[0] = hash(hash(160, place.here()), told);
            contexts[1] = hash(hash(161, place.labelled()), told);
            contexts[2] = hash(hash(162, place.behind()), told);
            contexts[3] = hash(hash(163, i), length);
            digits[i] = (byte) Math.min(9, symbols.choice(digits[i], 4, selector + 5, contexts, 4));
            told = hash(told, digits[i] + 1);
        }
        return length;
    }

    private int digitsOf(int value) {
        int length = 0;
        for (int i = values.start(value); i < values.end(value); i++) {
            int id = values.id(i);
            if (!classes.isNumber(id) || length + TokenClasses.MOST_DIGITS > MOST_DIGITS) {
                return 0;
            }
            length = classes.digits(id, before, length);
        }
        return length;
    }

    private long difference(long wanted, Place place) {
        contexts[0] = hash(hash(140, place.here()), place.outcome());
        contexts[1] = hash(141, place.labelled());
        boolean down = symbols.flag(wanted < 0, selector + 2, contexts, 2);
        contexts[0] = hash(hash(142, place.here()), down ? 1 : 0);
        contexts[1] = hash(143, down ? 1 : 0);
        contexts[2] = hash(hash(144, place.here()), place.outcome());
        int size = symbols.size((int) Math.abs(wanted) - 1, selector + 3, contexts, 3) + 1;
        return down ? -size : size;
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

    private void spell(int[] in, int from, int to, Place place) {
        contexts[0] = hash(170, place.here());
        contexts[1] = hash(171, place.labelled());
        int length = symbols.size(to - from - 1, selector + 6, contexts, 2) + 1;
        if (length > MOST_IDS) {
            throw new DamagedBlockException("a word of " + length + " tokens");
        }
        ids.clear();
        int last = 0;
        int before = 0;
        for (int i = 0; i < length; i++) {
            contexts[0] = hash(hash(172, place.here()), last);
            contexts[1] = hash(hash(173, last), before);
            contexts[2] = hash(174, last);
            contexts[3] = 175;
            contexts[4] = hash(176, place.here());
            int id = symbols.large(in == null ? 1 : in[from + i] + 1, selector + 7, contexts, 5) - 1;
            ids.add(id);
            before = last;
            last = id;
        }
    }
}
