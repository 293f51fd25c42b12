package io.tokenloom.text.split;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * What split patterns ask of a code point, as bits, by Unicode 16: the version that the regular expression engines of
 * the reference tokenizers have. Thread-safe: holds nothing that changes.
 *
 * <p>The tables take about 160 KiB and are made on first use, in a few milliseconds. One byte for each code point of the
 * first two planes, where nearly all text is; above them, blocks that are equal to their neighbour are held once.
 */
final class CodePointClass {
    /** Lu, Lt. */
    static final int UPPER = 1;
    /** Ll. */
    static final int LOWER = 2;
    /** Lm, Lo. */
    static final int CASELESS = 4;
    /** M. */
    static final int MARK = 8;
    /** N. */
    static final int NUMBER = 16;
    /** White_Space, carriage return and line feed included. */
    static final int SPACE = 32;
    /** P, S. */
    static final int SYMBOL = 64;
    /** The script is Han; besides one of the others. */
    static final int HAN = 128;

    static final int LETTER = UPPER | LOWER | CASELESS;

    private static final String RUNS = "code-point-classes.txt";
    private static final int FLAT = 0x20000;
    private static final int BLOCK_BITS = 8;
    private static final byte[] CLASSES = new byte[FLAT];
    private static final byte[] NOTHING = new byte[1 << BLOCK_BITS];
    private static final byte[][] ABOVE = new byte[(0x110000 - FLAT) >> BLOCK_BITS][];

    static {
        Arrays.fill(ABOVE, NOTHING);
        readRuns();
        shareEqualBlocks();
    }

    private CodePointClass() {}

    /**
     * Runs of code points of one class, from U+0000 on: a line for each with its length and its bits, in decimal. They are
     * what ICU4J 77 says of Unicode 16, which a test compares; to ask ICU itself takes a tenth of a second in a new JVM.
     */
    private static void readRuns() {
        byte[] runs = resource();
        int codePoint = 0;
        int length = 0;
        int number = 0;
        for (byte b : runs) {
            if (b >= '0') {
                number = 10 * number + b - '0';
            } else if (b == ' ') {
                length = number;
                number = 0;
            } else {
                fill(codePoint, codePoint + length, (byte) number);
                codePoint += length;
                number = 0;
            }
        }
    }

    private static byte[] resource() {
        try (InputStream in = CodePointClass.class.getResourceAsStream(RUNS)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(RUNS + " cannot be read from the class path", e);
        }
    }

    /** The bits of a code point. */
    static int of(int codePoint) {
        return codePoint < FLAT
                ? CLASSES[codePoint] & 0xFF
                : ABOVE[(codePoint - FLAT) >> BLOCK_BITS][codePoint & (1 << BLOCK_BITS) - 1] & 0xFF;
    }

    /** The bits of the character that begins at {@code i}. */
    static int at(byte[] utf8, int i) {
        int b = utf8[i];
        return b >= 0 ? CLASSES[b] & 0xFF : of(codePoint(utf8, i));
    }

    /**
     * The index behind the character that begins at {@code i}. By comparisons, not by a table: the processor guesses their
     * outcome and goes on with the next character before the bytes of this one are there.
     */
    static int next(byte[] utf8, int i) {
        int b = utf8[i];
        if (b >= 0) {
            return i + 1;
        }
        return b < (byte) 0xE0 ? i + 2 : b < (byte) 0xF0 ? i + 3 : i + 4;
    }

    /** The code point that begins at {@code i}. */
    static int codePoint(byte[] utf8, int i) {
        int b = utf8[i];
        if (b >= 0) {
            return b;
        }
        int second = utf8[i + 1] & 0x3F;
        if ((b & 0x20) == 0) {
            return (b & 0x1F) << 6 | second;
        }
        int third = second << 6 | utf8[i + 2] & 0x3F;
        return (b & 0x10) == 0 ? (b & 0x0F) << 12 | third : (b & 0x07) << 18 | third << 6 | utf8[i + 3] & 0x3F;
    }

    private static void fill(int from, int to, byte bits) {
        if (from < FLAT) {
            Arrays.fill(CLASSES, from, Math.min(to, FLAT), bits);
        }
        int at = Math.max(from, FLAT);
        while (bits != 0 && at < to) {
            byte[] block = blockToFill((at - FLAT) >> BLOCK_BITS);
            int first = at & block.length - 1;
            int count = Math.min(to - at, block.length - first);
            Arrays.fill(block, first, first + count, bits);
            at += count;
        }
    }

    private static byte[] blockToFill(int index) {
        if (ABOVE[index] == NOTHING) {
            ABOVE[index] = new byte[1 << BLOCK_BITS];
        }
        return ABOVE[index];
    }

    private static void shareEqualBlocks() {
        for (int i = 1; i < ABOVE.length; i++) {
            if (Arrays.equals(ABOVE[i], ABOVE[i - 1])) {
                ABOVE[i] = ABOVE[i - 1];
            }
        }
    }
}
