package io.tokenloom.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Where UTF-8 stops being ASCII, where it is malformed, and where it breaks off. Thread-safe: holds nothing. */
public final class Utf8Scan {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8Scan() {}

    /** The index of the first byte from {@code from} on that is not ASCII, or {@code to}. */
    public static int asciiEnd(byte[] utf8, int from, int to) {
        int at = from;
        while (at + 8 <= to) {
            long high = (long) LONG.get(utf8, at) & HIGH_BITS;
            if (high != 0) {
                return at + (Long.numberOfTrailingZeros(high) >> 3);
            }
            at += 8;
        }
        while (at < to && utf8[at] >= 0) {
            at++;
        }
        return at;
    }

    /** Where the first sequence begins that is not well-formed UTF-8, or {@code to} when there is none. */
    public static int firstMalformed(byte[] utf8, int from, int to) {
        int at = asciiEnd(utf8, from, to);
        while (at < to) {
            int first = utf8[at];
            if (first >= 0) {
                at = asciiEnd(utf8, at, to);
                continue;
            }
            int size = sequence(utf8, at, to, first & 0xFF);
            if (size == 0) {
                return at;
            }
            at += size;
        }
        return to;
    }

    /** Size of the sequence of more than one byte at an index, 0 when it is malformed (Unicode, table 3-7). */
    private static int sequence(byte[] utf8, int at, int to, int first) {
        if (first < 0xC2 || first > 0xF4 || at + 1 >= to) {
            return 0;
        }
        int second = utf8[at + 1] & 0xFF;
        if (first < 0xE0) {
            return isContinuation(second) ? 2 : 0;
        }
        if (second < lowestSecond(first)
                || second > highestSecond(first)
                || at + 2 >= to
                || !isContinuation(utf8[at + 2])) {
            return 0;
        }
        if (first < 0xF0) {
            return 3;
        }
        return at + 3 < to && isContinuation(utf8[at + 3]) ? 4 : 0;
    }

    private static int lowestSecond(int first) {
        return first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    }

    private static int highestSecond(int first) {
        return first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    }

    /**
     * How many bytes at the end of a range begin a character whose rest may follow: 0 to 3. An encoded surrogate counts
     * as a character here, as it does for {@code new String}, which makes one U+FFFD of all three bytes.
     */
    public static int openTail(byte[] bytes, int from, int to) {
        for (int length = 1; length <= 3 && to - length >= from; length++) {
            byte b = bytes[to - length];
            if (!isContinuation(b)) {
                return mayGoOn(bytes, to - length, length) ? length : 0;
            }
        }
        return 0;
    }

    private static boolean mayGoOn(byte[] bytes, int at, int length) {
        int first = bytes[at] & 0xff;
        int whole = first < 0xC2 || first > 0xF4 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (length >= whole) {
            return false;
        }
        int second = length == 1 ? lowestSecond(first) : bytes[at + 1] & 0xff;
        return second >= lowestSecond(first) && (first == 0xED || second <= highestSecond(first));
    }

    private static boolean isContinuation(int b) {
        return (b & 0xC0) == 0x80;
    }
}
