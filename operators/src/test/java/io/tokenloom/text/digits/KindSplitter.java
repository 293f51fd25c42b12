package io.tokenloom.text.digits;

import io.tokenloom.text.split.Splitter;

/** Cuts ASCII text by what its characters are, in the manner of published patterns. */
enum KindSplitter implements Splitter {
    /** Letters, up to three digits, other characters; each with one space in front, except digits. */
    THREE_DIGITS(3, false),
    /** Each digit alone. */
    ONE_DIGIT(1, false),
    /** Any number of digits, with a space in front. */
    ALL_DIGITS(Integer.MAX_VALUE, true),
    /** The text is one piece. */
    NOTHING(0, false) {
        @Override
        public int split(byte[] utf8, int from, int to, boolean last, int[] ends) {
            ends[0] = to;
            return last && from < to ? 1 : 0;
        }
    };

    private final int digits;
    private final boolean spaceBeforeDigits;

    KindSplitter(int digits, boolean spaceBeforeDigits) {
        this.digits = digits;
        this.spaceBeforeDigits = spaceBeforeDigits;
    }

    @Override
    public int split(byte[] utf8, int from, int to, boolean last, int[] ends) {
        int count = 0;
        int at = from;
        while (at < to && count < ends.length) {
            int end = pieceEnd(utf8, at, to);
            if (end == to && !last) {
                return count;
            }
            ends[count++] = end;
            at = end;
        }
        return count;
    }

    private int pieceEnd(byte[] utf8, int from, int to) {
        int at = from;
        if (utf8[at] == ' ' && at + 1 < to && (kind(utf8[at + 1]) != 'd' || spaceBeforeDigits)) {
            at++;
        }
        char kind = kind(utf8[at]);
        int most = kind == 'd' ? digits : Integer.MAX_VALUE;
        int begin = at;
        while (at < to && kind(utf8[at]) == kind && at - begin < most) {
            at++;
        }
        return at;
    }

    private static char kind(byte b) {
        return b >= '0' && b <= '9' ? 'd' : Character.isLetter(b) ? 'l' : 'o';
    }
}
