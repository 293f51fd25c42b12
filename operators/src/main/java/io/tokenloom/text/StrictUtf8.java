package io.tokenloom.text;

/** Reads UTF-8 that may be cut or broken anywhere, without exceptions. Thread-safe: holds nothing. */
public final class StrictUtf8 {
    /** No well-formed character begins here. */
    public static final int MALFORMED = -1;

    /** The range ends within what may be a character. */
    public static final int INCOMPLETE = -2;

    private StrictUtf8() {}

    /**
     * The character at an index below {@code to}, or {@link #MALFORMED} (overlong forms and encoded surrogates are), or
     * {@link #INCOMPLETE} where more bytes could make it well-formed.
     */
    public static int codePoint(byte[] bytes, int at, int to) {
        int first = bytes[at];
        if (first >= 0) {
            return first;
        }
        int length = (first & 0xE0) == 0xC0 ? 2 : (first & 0xF0) == 0xE0 ? 3 : (first & 0xF8) == 0xF0 ? 4 : 0;
        if (length == 0 || (first & 0xFE) == 0xC0) {
            return MALFORMED;
        }
        int codePoint = first & 0x7F >> length;
        for (int i = 1; i < length; i++) {
            if (at + i == to) {
                return INCOMPLETE;
            }
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return MALFORMED;
            }
            codePoint = codePoint << 6 | bytes[at + i] & 0x3F;
            // The second byte decides on overlong forms, surrogates and characters past the last.
            if (i == 1 && !isPossible(codePoint, length)) {
                return MALFORMED;
            }
        }
        return codePoint;
    }

    private static boolean isPossible(int begun, int length) {
        return length == 2
                || length == 3 && begun >= 0x800 >> 6 && begun >> 5 != 0xD800 >> 11
                || length == 4 && begun >= 0x10000 >> 12 && begun <= Character.MAX_CODE_POINT >> 12;
    }

    /** How many bytes a character takes. */
    public static int length(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }
}
