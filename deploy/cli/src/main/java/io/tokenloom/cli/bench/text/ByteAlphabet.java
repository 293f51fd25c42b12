package io.tokenloom.cli.bench.text;

/**
 * How byte-level vocabularies write bytes as characters, as published with GPT-2: printable Latin-1 characters stand for
 * themselves, each other byte for a character from U+0100 on, in order.
 */
final class ByteAlphabet {
    private static final char[] CHARACTERS = new char[256];

    static {
        char next = 256;
        for (int b = 0; b < CHARACTERS.length; b++) {
            boolean printable = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
            CHARACTERS[b] = printable ? (char) b : next++;
        }
    }

    private ByteAlphabet() {}

    /** A token as it is written, of its bytes as Latin-1 characters. */
    static String written(String latin1) {
        StringBuilder text = new StringBuilder(latin1.length());
        for (int i = 0; i < latin1.length(); i++) {
            text.append(CHARACTERS[latin1.charAt(i)]);
        }
        return text.toString();
    }
}
