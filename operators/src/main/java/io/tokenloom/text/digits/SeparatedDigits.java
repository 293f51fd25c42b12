package io.tokenloom.text.digits;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A text with a separator between the groups of digits of its numbers, 1,234,567, and where each one was put in: so that
 * exactly those can be taken out again, though the text itself may have separators. Groups are those of {@link
 * DigitGroupSplitter}. Thread-safe as long as nobody changes the arrays.
 *
 * @param utf8 the text with separators
 * @param separators index in {@code utf8} of the first byte of each separator that was put in, ascending
 * @param separatorBytes how many bytes a separator has
 */
public record SeparatedDigits(byte[] utf8, int[] separators, int separatorBytes) {
    private static final int ROOM = 256;

    /**
     * @throws IllegalArgumentException if the separators are not ascending, overlap or lie outside the text
     */
    public SeparatedDigits {
        int end = 0;
        for (int separator : separators) {
            if (separator < end || separatorBytes < 1 || separator > utf8.length - separatorBytes) {
                throw new IllegalArgumentException("a separator of " + separatorBytes + " bytes at byte " + separator
                        + " does not lie behind byte " + end + " of a text of " + utf8.length + " bytes");
            }
            end = separator + separatorBytes;
        }
    }

    /**
     * Separates the digits of a text.
     *
     * @param separator what is put in, one byte or more
     */
    public static SeparatedDigits of(byte[] text, int offset, int length, byte[] separator) {
        Objects.checkFromIndexSize(offset, length, text.length);
        if (separator.length == 0) {
            throw new IllegalArgumentException(
                    "the separator is empty; to cut tokens without one use a DigitGroupSplitter");
        }
        int[] separators = bounds(text, offset, offset + length);
        byte[] separated = new byte[Math.addExact(length, Math.multiplyExact(separators.length, separator.length))];
        int from = offset;
        int at = 0;
        for (int i = 0; i < separators.length; i++) {
            int bound = separators[i];
            System.arraycopy(text, from, separated, at, bound - from);
            at += bound - from;
            from = bound;
            System.arraycopy(separator, 0, separated, at, separator.length);
            separators[i] = at;
            at += separator.length;
        }
        System.arraycopy(text, from, separated, at, offset + length - from);
        return new SeparatedDigits(separated, separators, separator.length);
    }

    /** Where groups meet: the bounds within runs of digits that a splitter gives that cuts nowhere itself. */
    private static int[] bounds(byte[] text, int from, int to) {
        IntStream.Builder bounds = IntStream.builder();
        DigitGroupSplitter groups = new DigitGroupSplitter((utf8, start, end, last, ends) -> {
            ends[0] = end;
            return start < end ? 1 : 0;
        });
        int[] ends = new int[ROOM];
        for (int at = from; at < to; ) {
            int found = groups.split(text, at, to, true, ends);
            for (int i = 0; i < found; i++) {
                at = ends[i];
                if (at < to && DigitRuns.isDigit(text[at]) && DigitRuns.isDigit(text[at - 1])) {
                    bounds.add(at);
                }
            }
        }
        return bounds.build().toArray();
    }

    /** The text as it was, byte for byte. */
    public byte[] restored() {
        byte[] text = new byte[utf8.length - separators.length * separatorBytes];
        int at = 0;
        int from = 0;
        for (int separator : separators) {
            System.arraycopy(utf8, from, text, at, separator - from);
            at += separator - from;
            from = separator + separatorBytes;
        }
        System.arraycopy(utf8, from, text, at, utf8.length - from);
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SeparatedDigits digits
                && separatorBytes == digits.separatorBytes
                && Arrays.equals(utf8, digits.utf8)
                && Arrays.equals(separators, digits.separators);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(utf8) + Arrays.hashCode(separators);
    }

    @Override
    public String toString() {
        return "SeparatedDigits[" + utf8.length + " bytes, " + separators.length + " separators]";
    }
}
