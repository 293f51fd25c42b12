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

    /**
     * Makes spans in bytes spans of whole characters, in place: a start goes back to the start of its character, an end
     * forward to the end of its character. So tokens that share a character share its span, as Hugging Face's library has
     * it.
     *
     * @param utf8 holds the text, well-formed
     * @param offset first byte of the text
     * @param tokens with spans in bytes from the start of the text
     */
    public static void toWholeCharacters(byte[] utf8, int offset, TokenBuffer tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            int start = tokens.start(i);
            int end = tokens.end(i);
            if (end > start) {
                tokens.starts()[i] = characterStart(utf8, offset, start);
                int last = characterStart(utf8, offset, end - 1);
                tokens.ends()[i] = last + sequenceLength(utf8[offset + last]);
            }
        }
    }

    /**
     * Makes spans in bytes spans in UTF-16 units, in place, of whole characters as {@link #toWholeCharacters} has them.
     *
     * @param utf8 holds the text, well-formed
     * @param offset first byte of the text
     * @param length bytes of the text
     * @param tokens with spans in bytes from the start of the text
     */
    public static void toUtf16(byte[] utf8, int offset, int length, TokenBuffer tokens) {
        toWholeCharacters(utf8, offset, tokens);
        int[] units = new int[length + 1];
        int at = 0;
        int count = 0;
        while (at < length) {
            int bytes = sequenceLength(utf8[offset + at]);
            units[at] = count;
            count += bytes == 4 ? 2 : 1;
            at += bytes;
        }
        units[length] = count;
        for (int i = 0; i < tokens.size(); i++) {
            boolean empty = tokens.start(i) == tokens.end(i);
            tokens.starts()[i] = units[empty ? characterStart(utf8, offset, tokens.start(i), length) : tokens.start(i)];
            tokens.ends()[i] = empty ? tokens.start(i) : units[tokens.end(i)];
        }
    }

    private static int characterStart(byte[] utf8, int offset, int index, int length) {
        return index == length ? index : characterStart(utf8, offset, index);
    }

    private static int characterStart(byte[] utf8, int offset, int index) {
        int start = index;
        while ((utf8[offset + start] & 0xC0) == 0x80) {
            start--;
        }
        return start;
    }

    private static int sequenceLength(byte first) {
        int b = first & 0xff;
        if (b < 0x80) {
            return 1;
        }
        return b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
    }
}
