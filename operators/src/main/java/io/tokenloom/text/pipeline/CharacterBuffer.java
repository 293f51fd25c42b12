package io.tokenloom.text.pipeline;

import io.tokenloom.text.Utf8;

/** Characters turned into UTF-8, in an array that is used again. Not thread-safe. */
final class CharacterBuffer {
    private static final int REPLACEMENT = 0xFFFD;
    private static final int MOST_BYTES_OF_A_CHAR = 3;

    private byte[] utf8 = new byte[4096];

    /**
     * Takes a text in; a surrogate without its partner becomes U+FFFD.
     *
     * @return how many bytes it has
     */
    int set(CharSequence text) {
        int length = text.length();
        int at = 0;
        for (int i = 0; i < length; ) {
            if (at + 64 * MOST_BYTES_OF_A_CHAR > utf8.length) {
                utf8 = java.util.Arrays.copyOf(utf8, capacity(at, length - i));
            }
            int until = Math.min(length, i + 32);
            while (i < until) {
                char c = text.charAt(i++);
                if (c < 0x80) {
                    utf8[at++] = (byte) c;
                } else if (!Character.isSurrogate(c)) {
                    at = Utf8.put(c, utf8, at);
                } else if (Character.isHighSurrogate(c) && i < length && Character.isLowSurrogate(text.charAt(i))) {
                    at = Utf8.put(Character.toCodePoint(c, text.charAt(i++)), utf8, at);
                } else {
                    at = Utf8.put(REPLACEMENT, utf8, at);
                }
            }
        }
        return at;
    }

    /** Room for ASCII text at once, and for other text with few steps. */
    private int capacity(int used, int charsLeft) {
        long wanted = Math.max(used + (long) charsLeft + 1024, utf8.length + (long) (utf8.length >> 1));
        return Math.toIntExact(Math.min(wanted, Integer.MAX_VALUE - 8L));
    }

    byte[] utf8() {
        return utf8;
    }
}
