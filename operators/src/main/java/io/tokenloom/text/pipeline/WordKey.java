package io.tokenloom.text.pipeline;

import io.tokenloom.text.piece.ShortPiece;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A piece of up to {@value #LENGTH} bytes as three longs; the last byte is the length. Holds nothing. */
final class WordKey {
    /** The longest piece, in bytes. */
    static final int LENGTH = 23;

    static final int LONGS = 3;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** The last long of the key of a piece that is too long. */
    private static final long NO_KEY = 0xFFL << 56;

    /** By length, what to keep of each long, and what to set in the last. */
    private static final long[] MASKS = masks();

    private WordKey() {}

    private static long[] masks() {
        long[] masks = new long[(LONGS + 1) * (LENGTH + 2)];
        for (int length = 0; length <= LENGTH; length++) {
            int at = (LONGS + 1) * length;
            for (int i = 0; i < length; i++) {
                masks[at + i / Long.BYTES] |= 0xFFL << Byte.SIZE * (i % Long.BYTES);
            }
            masks[at + LONGS] = (long) length << 56;
        }
        masks[masks.length - 1] = NO_KEY;
        return masks;
    }

    /**
     * The key of a piece; one that is equal to none if it is too long.
     *
     * @param key gets {@link #LONGS} longs
     */
    static void of(byte[] utf8, int from, int to, long[] key) {
        int masks = (LONGS + 1) * Math.min(to - from, LENGTH + 1);
        if (from + LONGS * Long.BYTES <= utf8.length) {
            key[0] = (long) WORD.get(utf8, from) & MASKS[masks];
            key[1] = (long) WORD.get(utf8, from + Long.BYTES) & MASKS[masks + 1];
            key[2] = (long) WORD.get(utf8, from + 2 * Long.BYTES) & MASKS[masks + 2] | MASKS[masks + LONGS];
        } else {
            key[0] = ShortPiece.word(utf8, from) & MASKS[masks];
            key[1] = ShortPiece.word(utf8, from + Long.BYTES) & MASKS[masks + 1];
            key[2] = ShortPiece.word(utf8, from + 2 * Long.BYTES) & MASKS[masks + 2] | MASKS[masks + LONGS];
        }
    }

    /** Up to eight bytes from an index on, none of them at or behind the end. */
    static long word(byte[] utf8, int from, int to) {
        return ShortPiece.word(utf8, from) & -1L >>> Long.SIZE - Byte.SIZE * Math.min(Long.BYTES, to - from);
    }
}
