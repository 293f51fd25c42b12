package io.tokenloom.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The alphabet in which byte-level vocabularies write bytes: printable Latin-1 characters stand for themselves, every
 * other byte for a character from U+0100 on, in order. Thread-safe: constant.
 */
final class ByteLevelAlphabet {
    private static final char[] CHAR_OF_BYTE = new char[256];
    private static final short[] BYTE_OF_CHAR = new short[512];

    static {
        Arrays.fill(BYTE_OF_CHAR, (short) -1);
        char next = 256;
        for (int b = 0; b < 256; b++) {
            boolean printable = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
            CHAR_OF_BYTE[b] = printable ? (char) b : next++;
            BYTE_OF_CHAR[CHAR_OF_BYTE[b]] = (short) b;
        }
    }

    private ByteLevelAlphabet() {}

    static String character(int unsignedByte) {
        return String.valueOf(CHAR_OF_BYTE[unsignedByte]);
    }

    /** The bytes of a token; a token with a foreign character stands for itself, as in the reference decoder. */
    static byte[] bytes(String token) {
        ByteArrayOutputStream result = new ByteArrayOutputStream(token.length());
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            if (c >= BYTE_OF_CHAR.length || BYTE_OF_CHAR[c] < 0) {
                return token.getBytes(StandardCharsets.UTF_8);
            }
            result.write(BYTE_OF_CHAR[c]);
        }
        return result.toByteArray();
    }
}
