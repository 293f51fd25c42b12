package io.tokenloom.text.split;

import static io.tokenloom.text.split.CodePointClass.SPACE;

/**
 * The parts that split patterns have in common, character by character. Each returns the index behind what it took, or
 * {@link #UNDECIDED} when it came to the end of the range, more text may follow, and that text could change it.
 */
final class Runs {
    static final int UNDECIDED = -1;

    private Runs() {}

    /** The end of the characters from {@code at} on that have one of the bits. */
    static int of(int bits, byte[] utf8, int at, int to, boolean last) {
        int i = at;
        while (i < to) {
            int c = CodePointClass.at(utf8, i);
            if ((c & bits) == 0) {
                return i;
            }
            i = CodePointClass.next(utf8, i);
        }
        return last ? i : UNDECIDED;
    }

    /** The end of the characters from {@code at} on that have none of the bits. */
    static int without(int bits, byte[] utf8, int at, int to, boolean last) {
        int i = at;
        while (i < to) {
            int c = CodePointClass.at(utf8, i);
            if ((c & bits) != 0) {
                return i;
            }
            i = CodePointClass.next(utf8, i);
        }
        return last ? i : UNDECIDED;
    }

    /** {@code \p{N}{1,most}} at {@code at}, where a number is. */
    static int numbers(int most, byte[] utf8, int at, int to, boolean last) {
        int i = at;
        for (int n = 0; n < most; n++) {
            if (i == to) {
                return last ? i : UNDECIDED;
            }
            int c = CodePointClass.at(utf8, i);
            if ((c & CodePointClass.NUMBER) == 0) {
                return i;
            }
            i = CodePointClass.next(utf8, i);
        }
        return i;
    }

    /** {@code [\r\n]*}. */
    static int lineEnds(byte[] utf8, int at, int to, boolean last) {
        int i = at;
        while (i < to) {
            if (!isLineEnd(utf8[i])) {
                return i;
            }
            i++;
        }
        return last ? i : UNDECIDED;
    }

    /** {@code [\r\n/]*}. */
    static int lineEndsAndSlashes(byte[] utf8, int at, int to, boolean last) {
        int i = at;
        while (i < to) {
            if (!isLineEnd(utf8[i]) && utf8[i] != '/') {
                return i;
            }
            i++;
        }
        return last ? i : UNDECIDED;
    }

    /** {@code \s+(?!\S)|\s+} at {@code at}, where white space is: all but the last if something else follows. */
    static int spaces(byte[] utf8, int at, int to, boolean last) {
        int lastCharacter = at;
        int i = at;
        while (i < to) {
            int c = CodePointClass.at(utf8, i);
            if ((c & SPACE) == 0) {
                return lastCharacter > at ? lastCharacter : i;
            }
            lastCharacter = i;
            i = CodePointClass.next(utf8, i);
        }
        return last ? i : UNDECIDED;
    }

    /** {@code \s*[\r\n]+|\s+(?!\S)|\s+} at {@code at}, where white space is: up to the last line end, if there is one. */
    static int linesOrSpaces(byte[] utf8, int at, int to, boolean last) {
        int lastCharacter = at;
        int lines = at;
        int i = at;
        while (i < to) {
            int c = CodePointClass.at(utf8, i);
            if ((c & SPACE) == 0) {
                return lines > at ? lines : lastCharacter > at ? lastCharacter : i;
            }
            lastCharacter = i;
            i = CodePointClass.next(utf8, i);
            if (isLineEnd(utf8[lastCharacter])) {
                lines = i;
            }
        }
        return !last ? UNDECIDED : lines > at ? lines : i;
    }

    static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }
}
