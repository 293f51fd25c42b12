package io.tokenloom.text.pipeline;

import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.piece.PieceEncoder;

/**
 * Finds the tokens of single pieces: in one of three caches by the piece's length, or by the model, which is remembered then.
 * Not thread-safe.
 *
 * <p>Memory: {@value #BYTES} bytes, always, besides the model's encoder.
 */
final class RememberedPieces {
    static final int BYTES = ShortPieces.BYTES + WordCache.BYTES + LongPieces.BYTES;

    /** Ids that unpacking writes, of which only so many count as there are. */
    static final int WRITTEN = 3;

    private static final long NOT_ASCII = 0x8080808080808080L;

    private final PieceEncoder encoder;
    private final ShortPieces shorts = new ShortPieces();
    private final WordCache words;
    private final LongPieces longs = new LongPieces();
    /** Of the piece at hand. */
    private final long[] key = new long[PieceKeys.LONGS];

    RememberedPieces(PieceEncoder encoder, WordCache words) {
        this.encoder = encoder;
        this.words = words;
    }

    /** The table of {@link ShortPieces}, for a loop that looks there first. */
    long[] shorts() {
        return shorts.table();
    }

    /** How many bits of a packed long an id has. */
    int bits() {
        return words.bits();
    }

    /** The key in {@link ShortPieces}; for a piece that is too long, or too near to the end of the array, one of none. */
    static long shortKey(byte[] utf8, int from, int to) {
        if (from + Long.BYTES > utf8.length) {
            return PieceKeys.NO_PIECE;
        }
        int masks = Math.min(to - from, ShortPieces.BYTES_OF_A_PIECE + 1) << 1;
        return (long) PieceKeys.LONG.get(utf8, from) & PieceKeys.SHORT_MASKS[masks] | PieceKeys.SHORT_MASKS[masks + 1];
    }

    /** Appends the tokens of a piece that is not among the short ones. */
    void encode(byte[] utf8, int from, int to, TokenBuffer out) {
        int length = to - from;
        int first = out.size();
        if (length > LongPieces.LENGTH) {
            encoder.encode(utf8, from, to, out);
            return;
        }
        long packed = WordCache.NONE;
        if (length <= WordCache.LENGTH) {
            PieceKeys.of(utf8, from, to, key);
            packed = words.get(key);
            if (packed != WordCache.NONE) {
                unpack(packed, out);
                putShort(utf8, from, to, packed);
                return;
            }
        }
        long hash = LongPieces.hash(utf8, from, to);
        // Short pieces of ASCII that have many tokens are rare: not worth a second look at memory that is far away.
        boolean isLong = length > WordCache.LENGTH || !isAscii();
        if (isLong && longs.get(hash, utf8, from, to, out)) {
            return;
        }
        encoder.encode(utf8, from, to, out);
        if (length <= WordCache.LENGTH) {
            packed = words.pack(out, first);
        }
        if (packed != WordCache.NONE) {
            words.put(key, packed);
            putShort(utf8, from, to, packed);
        } else if (isLong) {
            longs.put(hash, utf8, from, to, out, first);
        }
    }

    private void putShort(byte[] utf8, int from, int to, long packed) {
        long shortKey = shortKey(utf8, from, to);
        if (to - from <= ShortPieces.BYTES_OF_A_PIECE && shortKey != PieceKeys.NO_PIECE) {
            shorts.put(shortKey, packed);
        }
    }

    private void unpack(long packed, TokenBuffer out) {
        int bits = words.bits();
        int mask = (1 << bits) - 1;
        int[] ids = out.reserve(WRITTEN);
        int size = out.size();
        ids[size] = (int) packed & mask;
        ids[size + 1] = (int) (packed >>> bits) & mask;
        ids[size + 2] = (int) (packed >>> 2 * bits) & mask;
        out.advance((int) (packed >>> 62));
    }

    /** Whether the piece of {@link #key} has nothing but ASCII. */
    private boolean isAscii() {
        return ((key[0] | key[1] | key[2]) & NOT_ASCII) == 0;
    }
}
