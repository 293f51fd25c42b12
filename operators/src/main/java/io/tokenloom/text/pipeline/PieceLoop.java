package io.tokenloom.text.pipeline;

import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.TokenTable;
import io.tokenloom.text.piece.PieceEncoder;
import io.tokenloom.text.piece.PieceModel;
import io.tokenloom.text.split.Splitter;

/**
 * The loop that takes text through splitter, caches and model, with its working memory. Pieces go through it in batches. Most
 * are found in {@link ShortPieces}, by a loop in which no piece waits for the one before it; the others are left to {@link
 * RememberedPieces}. Not thread-safe.
 */
final class PieceLoop {
    private static final int BATCH = 256;

    private final Splitter splitter;
    private final PieceEncoder encoder;
    private final TokenTable tokens;
    private final boolean spells;
    private final RememberedPieces remembered;

    private final int[] ends = new int[BATCH];
    private final boolean[] dropped;

    private final TokenBuffer own = TokenBuffer.ofIds();
    private final TokenBuffer spans = TokenBuffer.withSpans();

    PieceLoop(Splitter splitter, PieceModel model, WordCache cache) {
        this.splitter = splitter;
        this.encoder = model.newEncoder();
        this.tokens = model.tokens();
        this.spells = model.spellsPieces();
        this.remembered = new RememberedPieces(encoder, cache);
        this.dropped = new boolean[splitter.dropsStretches() ? BATCH : 0];
    }

    /** Appends tokens; returns the index behind what was encoded. */
    int encode(byte[] utf8, int from, int to, boolean last, TokenBuffer out) {
        int at = from;
        while (at < to) {
            int count = split(utf8, at, to, last);
            if (count == 0) {
                break;
            }
            encodeBatch(utf8, at, count, out);
            at = ends[count - 1];
        }
        return at;
    }

    int count(byte[] utf8, int from, int to) {
        int tokens = 0;
        int at = from;
        while (at < to) {
            int count = split(utf8, at, to, true);
            tokens += countBatch(utf8, at, count);
            at = ends[count - 1];
        }
        return tokens;
    }

    /** As {@link #encode}, ending before the token that would be one too many. */
    int encodeUpTo(int maxTokens, byte[] utf8, int from, int to, TokenBuffer out) {
        int first = out.size();
        int at = from;
        while (at < to) {
            int before = out.size();
            int count = split(utf8, at, to, true);
            encodeBatch(utf8, at, count, out);
            if (out.size() - first > maxTokens) {
                int fitting = maxTokens - (before - first);
                out.truncate(before + fitting);
                return endOf(fitting, utf8, at, count);
            }
            at = ends[count - 1];
        }
        return at;
    }

    /** Where so many tokens of a batch end; the batch has more. */
    private int endOf(int count, byte[] utf8, int start, int pieces) {
        int left = count;
        int at = start;
        for (int i = 0; i < pieces; i++) {
            if (!isDropped(i)) {
                spans.clear();
                encoder.encode(utf8, at, ends[i], spans);
                if (left < spans.size()) {
                    return left == 0 ? at : spans.end(left - 1);
                }
                left -= spans.size();
            }
            at = ends[i];
        }
        throw new IllegalStateException("a batch of fewer tokens than it had");
    }

    private int split(byte[] utf8, int from, int to, boolean last) {
        int count = splitter.split(utf8, from, to, last, ends);
        for (int i = 0; i < count && dropped.length > 0; i++) {
            dropped[i] = ends[i] < 0;
            ends[i] ^= ends[i] >> Integer.SIZE - 1;
        }
        return count;
    }

    private boolean isDropped(int piece) {
        return dropped.length > 0 && dropped[piece];
    }

    private void encodeBatch(byte[] utf8, int start, int count, TokenBuffer out) {
        if (out.hasSpans() && !spells) {
            int at = start;
            for (int i = 0; i < count; i++) {
                if (!isDropped(i)) {
                    encoder.encode(utf8, at, ends[i], out);
                }
                at = ends[i];
            }
            return;
        }
        int first = out.size();
        idsOfBatch(utf8, start, count, out);
        if (out.hasSpans()) {
            addSpans(start, count, out, first);
        }
    }

    private void idsOfBatch(byte[] utf8, int start, int count, TokenBuffer out) {
        if (dropped.length > 0) {
            int at = start;
            for (int i = 0; i < count; i++) {
                if (!dropped[i]) {
                    remembered.encode(utf8, at, ends[i], out);
                }
                at = ends[i];
            }
            return;
        }
        int[] ids = out.reserve(RememberedPieces.WRITTEN * count);
        int size = out.size();
        int flushed = size;
        long[] table = remembered.shorts();
        int bits = remembered.bits();
        int mask = (1 << bits) - 1;
        int at = start;
        for (int i = 0; i < count; i++) {
            int end = ends[i];
            long key = RememberedPieces.shortKey(utf8, at, end);
            int place = ShortPieces.place(key);
            if (table[place] != key) {
                out.advance(size - flushed);
                remembered.encode(utf8, at, end, out);
                ids = out.reserve(RememberedPieces.WRITTEN * (count - i));
                size = out.size();
                flushed = size;
            } else {
                long found = table[place + 1];
                ids[size] = (int) found & mask;
                ids[size + 1] = (int) (found >>> bits) & mask;
                ids[size + 2] = (int) (found >>> 2 * bits) & mask;
                size += (int) (found >>> 62);
            }
            at = end;
        }
        out.advance(size - flushed);
    }

    private int countBatch(byte[] utf8, int start, int count) {
        int counted = 0;
        long[] table = remembered.shorts();
        int at = start;
        for (int i = 0; i < count; i++) {
            int end = ends[i];
            if (!isDropped(i)) {
                long key = RememberedPieces.shortKey(utf8, at, end);
                int place = ShortPieces.place(key);
                if (table[place] == key) {
                    counted += (int) (table[place + 1] >>> 62);
                } else {
                    own.clear();
                    remembered.encode(utf8, at, end, own);
                    counted += own.size();
                }
            }
            at = end;
        }
        return counted;
    }

    /** Spans out of the lengths of tokens, which together spell the pieces. */
    private void addSpans(int start, int count, TokenBuffer out, int first) {
        int at = start;
        int token = first;
        for (int i = 0; i < count; i++) {
            while (!isDropped(i) && at < ends[i]) {
                out.starts()[token] = at;
                at += tokens.length(out.id(token));
                out.ends()[token++] = at;
            }
            at = ends[i];
        }
    }
}
