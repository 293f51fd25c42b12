package io.tokenloom.text;

/** Characters in arrays of well-formed UTF-8; nothing is checked. Thread-safe: holds nothing. */
public final class Utf8 {
    private Utf8() {}

    /** How many bytes a character has, by its first one. */
    public static int length(byte first) {
        return first >= 0 ? 1 : first < (byte) 0xE0 ? 2 : first < (byte) 0xF0 ? 3 : 4;
    }

    /** The code point that begins at an index. */
    public static int codePoint(byte[] utf8, int at) {
        int b = utf8[at];
        if (b >= 0) {
            return b;
        }
        if (b < (byte) 0xE0) {
            return (b & 0x1F) << 6 | utf8[at + 1] & 0x3F;
        }
        if (b < (byte) 0xF0) {
            return (b & 0x0F) << 12 | (utf8[at + 1] & 0x3F) << 6 | utf8[at + 2] & 0x3F;
        }
        return (b & 0x07) << 18 | (utf8[at + 1] & 0x3F) << 12 | (utf8[at + 2] & 0x3F) << 6 | utf8[at + 3] & 0x3F;
    }

    /** Where the character begins that ends before an index. */
    public static int before(byte[] utf8, int index) {
        int at = index - 1;
        while ((utf8[at] & 0xC0) == 0x80) {
            at--;
        }
        return at;
    }

    /** Writes a code point and gives the index behind it. */
    public static int put(int codePoint, byte[] utf8, int at) {
        if (codePoint < 0x80) {
            utf8[at] = (byte) codePoint;
            return at + 1;
        }
        if (codePoint < 0x800) {
            utf8[at] = (byte) (0xC0 | codePoint >> 6);
            utf8[at + 1] = (byte) (0x80 | codePoint & 0x3F);
            return at + 2;
        }
        if (codePoint < 0x10000) {
            utf8[at] = (byte) (0xE0 | codePoint >> 12);
            utf8[at + 1] = (byte) (0x80 | codePoint >> 6 & 0x3F);
            utf8[at + 2] = (byte) (0x80 | codePoint & 0x3F);
            return at + 3;
        }
        utf8[at] = (byte) (0xF0 | codePoint >> 18);
        utf8[at + 1] = (byte) (0x80 | codePoint >> 12 & 0x3F);
        utf8[at + 2] = (byte) (0x80 | codePoint >> 6 & 0x3F);
        utf8[at + 3] = (byte) (0x80 | codePoint & 0x3F);
        return at + 4;
    }

    /** Whether an index lies before a character's first byte, or at the end. */
    public static boolean isBoundary(byte[] utf8, int at, int end) {
        return at == end || (utf8[at] & 0xC0) != 0x80;
    }
}
