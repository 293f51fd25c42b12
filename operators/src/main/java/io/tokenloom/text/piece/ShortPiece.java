package io.tokenloom.text.piece;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A piece of up to {@value #LENGTH} bytes as one long, its key: equal keys, equal pieces. Most pieces of a text are as short, and
 * are compared and hashed at once by it. Holds nothing.
 *
 * <p>The last byte is the length above all bytes that UTF-8 has, so that a piece that fills the long needs none. All is put so
 * that no piece has the key zero: in a table, it is that of an empty place.
 */
public final class ShortPiece {
    /** The longest piece, in bytes. */
    public static final int LENGTH = Long.BYTES;

    /** The key of a piece that has none. */
    public static final long NO_KEY = 1;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final long NO_UTF8 = 0xF8L;
    /** What no piece is. */
    private static final long NEVER = NO_UTF8 << 56 | 1;

    /** By length, what to keep of the bytes and what to change then; the last is of pieces that are longer. */
    private static final long[] MASKS = masks();

    private ShortPiece() {}

    private static long[] masks() {
        long[] masks = new long[2 * (LENGTH + 2)];
        for (int length = 1; length < LENGTH; length++) {
            masks[2 * length] = (1L << Byte.SIZE * length) - 1;
            masks[2 * length + 1] = NO_UTF8 + length << 56 ^ NEVER;
        }
        masks[2 * LENGTH] = -1;
        masks[2 * LENGTH + 1] = NEVER;
        masks[masks.length - 1] = NO_KEY;
        return masks;
    }

    /** Whether a piece has a key: is short enough, and not so near to the array's end that a long can't be read. */
    public static boolean hasKey(byte[] utf8, int from, int to) {
        return to - from <= LENGTH && from + Long.BYTES <= utf8.length;
    }

    /** The key of well-formed UTF-8, {@link #NO_KEY} if it has none. */
    public static long key(byte[] utf8, int from, int to) {
        if (from + Long.BYTES > utf8.length) {
            return NO_KEY;
        }
        return key((long) WORD.get(utf8, from), Math.min(to - from, LENGTH + 1));
    }

    /** The key of the first bytes of a {@link #word}, 1 to {@value #LENGTH} of them. */
    public static long key(long word, int length) {
        return word & MASKS[2 * length] ^ MASKS[2 * length + 1];
    }

    /** Whether the first bytes of a word have a key to themselves; UTF-8 of at most {@value #LENGTH} bytes has. */
    public static boolean hasKey(long word, int length) {
        return length < LENGTH || length == LENGTH && word >>> 56 < NO_UTF8;
    }

    /** Eight bytes; behind the array's end, zeros. */
    public static long word(byte[] bytes, int from) {
        if (from + Long.BYTES <= bytes.length) {
            return (long) WORD.get(bytes, from);
        }
        long word = 0;
        for (int i = bytes.length; i-- > from; ) {
            word = word << Byte.SIZE | bytes[i] & 0xff;
        }
        return word;
    }

    /** A hash of a key, whose upper bits are the best. */
    public static long hash(long key) {
        return key * MIX;
    }

    /** All bits where two longs differ, none where they are equal: found without a branch. */
    public static long differ(long a, long b) {
        long difference = a ^ b;
        return (difference | -difference) >> Long.SIZE - 1;
    }
}
