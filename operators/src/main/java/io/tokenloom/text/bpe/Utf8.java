package io.tokenloom.text.bpe;

/** Characters in UTF-8 that is well-formed. */
final class Utf8 {
    private Utf8() {}

    /** How many bytes the character has that starts with this one. */
    static int length(byte first) {
        int b = first & 0xff;
        return b < 0x80 ? 1 : b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
    }

    /** The code point that starts at an index. */
    static int character(byte[] utf8, int at) {
        int first = utf8[at];
        if (first >= 0) {
            return first;
        }
        return switch (length(utf8[at])) {
            case 2 -> (first & 0x1F) << 6 | utf8[at + 1] & 0x3F;
            case 3 -> (first & 0x0F) << 12 | (utf8[at + 1] & 0x3F) << 6 | utf8[at + 2] & 0x3F;
            default ->
                (first & 0x07) << 18 | (utf8[at + 1] & 0x3F) << 12 | (utf8[at + 2] & 0x3F) << 6 | utf8[at + 3] & 0x3F;
        };
    }
}
