package io.tokenloom.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The alphabet in which byte-level vocabularies write bytes: printable Latin-1 characters stand for themselves, every
 * other byte for a character from U+0100 on, in order. Thread-safe: constant.
 */
public final class ByteLevelAlphabet {
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

    /** The character that stands for a byte. */
    public static String character(int unsignedByte) {
        return String.valueOf(CHAR_OF_BYTE[unsignedByte]);
    }

    /** The bytes of a token; a token with a foreign character stands for itself, as in the reference decoder. */
    public static byte[] bytes(String token) {
        ByteArrayOutputStream result = new ByteArrayOutputStream(token.length());
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            if (!contains(c)) {
                return token.getBytes(StandardCharsets.UTF_8);
            }
            result.write(BYTE_OF_CHAR[c]);
        }
        return result.toByteArray();
    }

    /** The bytes of a token that is given in UTF-8, or null when not all of it is written in this alphabet. */
    public static byte[] resolved(byte[] utf8) {
        byte[] result = new byte[utf8.length];
        int size = 0;
        for (int i = 0; i < utf8.length; i++) {
            int c = utf8[i];
            if (c < 0) {
                // The largest character of the alphabet has two bytes in UTF-8.
                c = c < (byte) 0xE0 ? (c & 0x1F) << 6 | utf8[++i] & 0x3F : BYTE_OF_CHAR.length;
            }
            if (!contains((char) c)) {
                return null;
            }
            result[size++] = (byte) BYTE_OF_CHAR[c];
        }
        return Arrays.copyOf(result, size);
    }

    private static boolean contains(char c) {
        return c < BYTE_OF_CHAR.length && BYTE_OF_CHAR[c] >= 0;
    }
}
