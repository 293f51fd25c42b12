package io.tokenloom.cli.bench.text;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Texts made to be slow: nothing in them says where a piece could end, or everything repeats. The same at every run. */
enum SlowText {
    /** One letter. */
    ONE_LETTER("one letter", 'a', 'a'),
    /** Spaces alone. */
    SPACES("spaces", ' ', ' '),
    /** Letters without an end of a word. */
    LETTERS("random letters", 'a', 'z'),
    /** Digits without an end of a number. */
    DIGITS("random digits", '0', '9'),
    /** Letters with accents, two bytes each. */
    LATIN("random Latin-1 letters", 'à', 'ö'),
    /** Ideographs, three bytes each. */
    IDEOGRAPHS("random CJK ideographs", '\u4e00', '\u9fa5'),
    /** Marks that all belong to one letter before them. */
    MARKS("random combining marks", '\u0300', '\u034e');

    private static final int SEED = 7;
    private static final int TWO_BYTES = 0x80;
    private static final int THREE_BYTES = 0x800;

    private final String text;
    private final char first;
    private final char last;

    SlowText(String text, char first, char last) {
        this.text = text;
        this.first = first;
        this.last = last;
    }

    /** For figures. */
    String text() {
        return text;
    }

    /** At most so many bytes of it; fewer by a part of a character. */
    byte[] utf8(int bytes) {
        SplittableRandom random = new SplittableRandom(SEED);
        byte[] utf8 = new byte[bytes];
        int width = first < TWO_BYTES ? 1 : first < THREE_BYTES ? 2 : 3;
        int at = 0;
        for (; at + width <= bytes; at += width) {
            int character = first + random.nextInt(last - first + 1);
            switch (width) {
                case 1 -> utf8[at] = (byte) character;
                case 2 -> {
                    utf8[at] = (byte) (0xC0 | character >> 6);
                    utf8[at + 1] = (byte) (0x80 | character & 0x3F);
                }
                default -> {
                    utf8[at] = (byte) (0xE0 | character >> 12);
                    utf8[at + 1] = (byte) (0x80 | character >> 6 & 0x3F);
                    utf8[at + 2] = (byte) (0x80 | character & 0x3F);
                }
            }
        }
        return Arrays.copyOf(utf8, at);
    }
}
