package io.tokenloom.text.pipeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes of pieces as longs: what is behind a piece is zero, and the last byte is the length. Holds nothing. */
final class PieceKeys {
    /** Longs of a key in {@link WordCache}. */
    static final int LONGS = 3;

    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** The key of no piece. */
    static final long NO_PIECE = 0xFFL << 56;

    /**
     * By length, what to keep of a long and what to set in it. One that is too long for a long has a key that no entry is
     * equal to.
     */
    static final long[] SHORT_MASKS = shortMasks();

    private PieceKeys() {}

    private static long[] shortMasks() {
        long[] masks = new long[2 * (ShortPieces.BYTES_OF_A_PIECE + 2)];
        for (int length = 0; length <= ShortPieces.BYTES_OF_A_PIECE; length++) {
            masks[2 * length] = (1L << Byte.SIZE * length) - 1;
            masks[2 * length + 1] = (long) length << 56;
        }
        masks[masks.length - 1] = NO_PIECE;
        return masks;
    }

    /**
     * The key of a piece of up to {@link WordCache#LENGTH} bytes.
     *
     * @param key gets {@link #LONGS} longs
     */
    static void of(byte[] bytes, int from, int to, long[] key) {
        int length = to - from;
        for (int i = 0; i < LONGS; i++) {
            key[i] = word(bytes, from + Long.BYTES * i, to);
        }
        key[LONGS - 1] |= (long) length << 56;
    }

    /** Up to eight bytes from an index on, none of them at or behind the end. */
    static long word(byte[] bytes, int from, int to) {
        int count = Math.min(Long.BYTES, to - from);
        if (count <= 0) {
            return 0;
        }
        if (from + Long.BYTES <= bytes.length) {
            return (long) LONG.get(bytes, from) & -1L >>> Long.SIZE - Byte.SIZE * count;
        }
        long word = 0;
        for (int i = count; i-- > 0; ) {
            word = word << Byte.SIZE | bytes[from + i] & 0xff;
        }
        return word;
    }
}
