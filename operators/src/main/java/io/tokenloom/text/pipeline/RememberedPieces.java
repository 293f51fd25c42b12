package io.tokenloom.text.pipeline;

import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.piece.PieceEncoder;
import io.tokenloom.text.piece.PieceModel;
import io.tokenloom.text.piece.ShortPiece;

/**
 * Finds the tokens of pieces, a batch at a time: in one of three caches by the piece's length, and what is in none by the
 * model, which is remembered then. Each step takes the whole batch, as pieces that don't wait for each other are found in a
 * fraction of the time. Not thread-safe.
 *
 * <p>Memory: the caches grow with what is put in, to at most {@value #BYTES} bytes.
 */
final class RememberedPieces {
    /** Pieces of a batch at most. */
    static final int BATCH = 256;

    /** Sets of the caches as powers of two, at first and at most. */
    private static final int FIRST_BITS = 10;

    private static final int SHORT_BITS = 16;
    private static final int WORD_BITS = 16;

    static final int BYTES =
            (ShortPieces.SET_BYTES << SHORT_BITS) + (WordCache.SET_BYTES << WORD_BITS) + LongPieces.BYTES;

    private final PieceEncoder encoder;
    private final PackedIds packing;
    private final ShortPieces shorts = new ShortPieces(FIRST_BITS, SHORT_BITS);
    private final WordCache words = new WordCache(FIRST_BITS, WORD_BITS);
    private final LongPieces longs = new LongPieces();

    /** Of each piece of the batch, by index. */
    private final long[] packed = new long[BATCH];

    /** Indices of the pieces that are not found yet, and of those which go to {@link #shorts} and which to {@link #words}. */
    private final int[] missing = new int[BATCH + 1];

    private final int[] missingShorts = new int[BATCH + 1];
    private final int[] missingWords = new int[BATCH + 1];
    private final int[] whole = new int[BATCH];
    /** Tokens of the pieces of a batch that have too many to be packed, one piece behind the other, and where each ends. */
    private final TokenBuffer many = TokenBuffer.ofIds();

    private final int[] manyEnds = new int[BATCH];

    RememberedPieces(PieceModel model, PieceEncoder encoder) {
        this.encoder = encoder;
        this.packing = new PackedIds(model.tokens().size());
    }

    /** Appends the tokens of pieces. */
    void encode(byte[] utf8, int[] starts, int[] ends, int count, TokenBuffer out) {
        int last = find(utf8, starts, ends, count);
        int from = 0;
        int manyFrom = 0;
        for (int j = 0; j < last; j++) {
            int to = missing[j];
            packing.unpack(packed, from, to, out);
            int ids = manyEnds[j] - manyFrom;
            System.arraycopy(many.ids(), manyFrom, out.reserve(ids), out.size(), ids);
            out.advance(ids);
            from = to + 1;
            manyFrom = manyEnds[j];
        }
        packing.unpack(packed, from, count, out);
    }

    /** How many tokens pieces have. */
    int count(byte[] utf8, int[] starts, int[] ends, int count) {
        find(utf8, starts, ends, count);
        int tokens = many.size();
        for (int i = 0; i < count; i++) {
            tokens += PackedIds.count(packed[i]);
        }
        return tokens;
    }

    /**
     * Finds the tokens of all pieces of a batch and packs them.
     *
     * @return how many have too many tokens; {@link #missing} has their indices
     */
    private int find(byte[] utf8, int[] starts, int[] ends, int count) {
        many.clear();
        int missed = shorts.find(utf8, starts, ends, count, packed, missing);
        if (missed > 0) {
            missed = findElsewhere(utf8, starts, ends, missed);
        }
        longs.begin(utf8, starts, ends, missing, missed);
        int unpacked = 0;
        for (int j = 0; j < missed; j++) {
            int i = missing[j];
            packed[i] = findUnknown(j, utf8, starts[i], ends[i]);
            if (packed[i] == PackedIds.NONE) {
                missing[unpacked] = i;
                manyEnds[unpacked++] = many.size();
            }
        }
        return unpacked;
    }

    /** Finds what {@link #shorts} has not, if it is a word or one token; returns how many are missing still. */
    private int findElsewhere(byte[] utf8, int[] starts, int[] ends, int missed) {
        int shortOnes = 0;
        int wordOnes = 0;
        for (int j = 0; j < missed; j++) {
            int i = missing[j];
            int isShort = ShortPiece.hasKey(utf8, starts[i], ends[i]) ? 1 : 0;
            missingShorts[shortOnes] = i;
            missingWords[wordOnes] = i;
            shortOnes += isShort;
            wordOnes += 1 - isShort;
        }
        encoder.findWhole(utf8, starts, ends, missingShorts, shortOnes, whole);
        for (int j = 0; j < shortOnes; j++) {
            int i = missingShorts[j];
            if (whole[i] >= 0) {
                packed[i] = PackedIds.ofOne(whole[i]);
                shorts.put(utf8, starts[i], ends[i], packed[i]);
            }
        }
        words.find(utf8, starts, ends, missingWords, wordOnes, packed);
        int left = 0;
        for (int j = 0; j < missed; j++) {
            int i = missing[j];
            missing[left] = i;
            left += packed[i] == PackedIds.NONE ? 1 : 0;
        }
        return left;
    }

    /** The tokens of a piece; {@link PackedIds#NONE} where they were appended to {@link #many}. */
    private long findUnknown(int wanted, byte[] utf8, int from, int to) {
        int length = to - from;
        if (length > LongPieces.LENGTH) {
            encoder.encode(utf8, from, to, many);
            return PackedIds.NONE;
        }
        if (longs.get(wanted, utf8, from, to, many)) {
            return PackedIds.NONE;
        }
        int first = many.size();
        encoder.encode(utf8, from, to, many);
        long ids = length <= WordKey.LENGTH ? packing.pack(many, first) : PackedIds.NONE;
        if (ids == PackedIds.NONE) {
            longs.put(wanted, utf8, from, to, many, first);
        } else if (ShortPiece.hasKey(utf8, from, to)) {
            many.truncate(first);
            shorts.put(utf8, from, to, ids);
        } else {
            many.truncate(first);
            words.put(utf8, from, to, ids);
        }
        return ids;
    }
}
