package io.tokenloom.text.pipeline;

import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.TokenTable;
import io.tokenloom.text.piece.PieceEncoder;
import io.tokenloom.text.piece.PieceModel;
import io.tokenloom.text.split.Splitter;

/**
 * The loop that takes text through splitter, caches and model, with its working memory; pieces go through it in batches. Not
 * thread-safe.
 */
final class PieceLoop {
    private final Splitter splitter;
    private final PieceEncoder encoder;
    private final TokenTable tokens;
    private final boolean spells;
    private final boolean drops;
    private final RememberedPieces remembered;

    /** The pieces of a batch. */
    private final int[] starts = new int[RememberedPieces.BATCH];

    private final int[] ends = new int[RememberedPieces.BATCH];
    /** Where the batch ends, with what the splitter dropped. */
    private int behind;

    private final TokenBuffer spans = TokenBuffer.withSpans();

    PieceLoop(Splitter splitter, PieceModel model) {
        this.splitter = splitter;
        this.encoder = model.newEncoder();
        this.tokens = model.tokens();
        this.spells = model.spellsPieces();
        this.drops = splitter.dropsStretches();
        this.remembered = new RememberedPieces(model, encoder);
    }

    /** Appends tokens; returns the index behind what was encoded. */
    int encode(byte[] utf8, int from, int to, boolean last, TokenBuffer out) {
        int at = from;
        while (at < to) {
            int count = split(utf8, at, to, last);
            if (behind == at) {
                break;
            }
            encodeBatch(utf8, count, out);
            at = behind;
        }
        return at;
    }

    int count(byte[] utf8, int from, int to) {
        int counted = 0;
        int at = from;
        while (at < to) {
            int count = split(utf8, at, to, true);
            counted += remembered.count(utf8, starts, ends, count);
            at = behind;
        }
        return counted;
    }

    /** As {@link #encode}, ending before the token that would be one too many. */
    int encodeUpTo(int maxTokens, byte[] utf8, int from, int to, TokenBuffer out) {
        int first = out.size();
        int at = from;
        while (at < to) {
            int before = out.size();
            int count = split(utf8, at, to, true);
            encodeBatch(utf8, count, out);
            if (out.size() - first > maxTokens) {
                int fitting = maxTokens - (before - first);
                out.truncate(before + fitting);
                return endOf(fitting, utf8, at, count);
            }
            at = behind;
        }
        return at;
    }

    /** Where so many tokens of a batch end; the batch has more. */
    private int endOf(int count, byte[] utf8, int from, int pieces) {
        int left = count;
        int at = from;
        for (int i = 0; i < pieces; i++) {
            spans.clear();
            encoder.encode(utf8, starts[i], ends[i], spans);
            if (left < spans.size()) {
                return left == 0 ? at : spans.end(left - 1);
            }
            left -= spans.size();
            at = ends[i];
        }
        throw new IllegalStateException("a batch of fewer tokens than it had");
    }

    /** Cuts off a batch of pieces. */
    private int split(byte[] utf8, int from, int to, boolean last) {
        int count = splitter.split(utf8, from, to, last, ends);
        behind = from;
        if (count == 0) {
            return 0;
        }
        if (drops) {
            return keep(count, from);
        }
        behind = ends[count - 1];
        starts[0] = from;
        System.arraycopy(ends, 0, starts, 1, count - 1);
        return count;
    }

    /** Closes the gaps of stretches that are dropped. */
    private int keep(int count, int from) {
        int at = from;
        int kept = 0;
        for (int i = 0; i < count; i++) {
            boolean dropped = ends[i] < 0;
            int end = dropped ? ~ends[i] : ends[i];
            if (!dropped) {
                starts[kept] = at;
                ends[kept++] = end;
            }
            at = end;
        }
        behind = at;
        return kept;
    }

    private void encodeBatch(byte[] utf8, int count, TokenBuffer out) {
        if (out.hasSpans() && !spells) {
            for (int i = 0; i < count; i++) {
                encoder.encode(utf8, starts[i], ends[i], out);
            }
            return;
        }
        int first = out.size();
        remembered.encode(utf8, starts, ends, count, out);
        if (out.hasSpans()) {
            addSpans(count, out, first);
        }
    }

    /** Spans out of the lengths of tokens, which together spell the pieces. */
    private void addSpans(int count, TokenBuffer out, int first) {
        int token = first;
        for (int i = 0; i < count; i++) {
            for (int at = starts[i]; at < ends[i]; token++) {
                out.starts()[token] = at;
                at += tokens.length(out.id(token));
                out.ends()[token] = at;
            }
        }
    }
}
