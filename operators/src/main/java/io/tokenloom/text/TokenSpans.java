package io.tokenloom.text;

/** Where tokens end, in other units than bytes. Thread-safe: holds nothing. */
public final class TokenSpans {
    private TokenSpans() {}

    /**
     * Ends in UTF-16 units for ends in bytes. A character that is cut by an end counts for the token that holds its last
     * byte, so ends never lie within a surrogate pair and never decrease.
     *
     * @param utf8 holds the text, well-formed
     * @param offset first byte of the text
     * @param length bytes of the text
     * @param byteEnds from the start of the text, not decreasing, at most {@code length}
     */
    public static int[] utf16Ends(byte[] utf8, int offset, int length, int[] byteEnds) {
        int[] ends = new int[byteEnds.length];
        int at = 0;
        int units = 0;
        for (int i = 0; i < ends.length; i++) {
            while (at < length && at + sequenceLength(utf8[offset + at]) <= byteEnds[i]) {
                int bytes = sequenceLength(utf8[offset + at]);
                units += bytes == 4 ? 2 : 1;
                at += bytes;
            }
            ends[i] = units;
        }
        return ends;
    }

    private static int sequenceLength(byte first) {
        int b = first & 0xff;
        if (b < 0x80) {
            return 1;
        }
        return b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
    }
}
