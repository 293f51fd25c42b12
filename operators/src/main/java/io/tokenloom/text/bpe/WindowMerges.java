package io.tokenloom.text.bpe;

import io.tokenloom.text.TokenBuffer;

/**
 * Merges a long piece in windows that lap over each other. Of each window the tokens in front are kept, which the text behind
 * it most likely leaves alone, and the next begins behind them. That is right if every two neighbours stay apart (see {@link
 * MergeTree}); within a window they do, so it has to be asked only where windows meet. Where they would not stay apart, the
 * next window begins a token earlier. Time is linear. Not thread-safe.
 */
final class WindowMerges {
    private static final int WINDOW = 28;
    /** Where in a window a token must end to be kept. */
    private static final int KEPT = 24;
    /** How many tokens are taken back at one place before the piece is given up. */
    private static final int RETREATS = 8;

    private final Vocabulary vocabulary;
    private final ShortMerges merges;
    private final int[] window = new int[WINDOW];

    WindowMerges(Vocabulary vocabulary, ShortMerges merges) {
        this.vocabulary = vocabulary;
        this.merges = merges;
    }

    /**
     * Appends the tokens of a piece that is none as a whole, as numbers of the vocabulary.
     *
     * @return false when windows did not meet, as where there are tokens that are longer; then the buffer is as it was
     */
    boolean encode(byte[] utf8, int from, int to, TokenBuffer out) {
        int first = out.size();
        int at = from;
        int furthest = from;
        int retreats = 0;
        while (at < to) {
            int end = Math.min(to, at + WINDOW);
            int count = merges.encode(utf8, at, end, window, 0);
            if (out.size() > first && !vocabulary.stayApart(out.id(out.size() - 1), window[0])) {
                if (++retreats > RETREATS) {
                    out.truncate(first);
                    return false;
                }
                at -= vocabulary.length(out.id(out.size() - 1));
                out.truncate(out.size() - 1);
            } else {
                at += keep(count, end == to ? WINDOW : KEPT, out);
                retreats = at > furthest ? 0 : retreats;
                furthest = Math.max(furthest, at);
            }
        }
        return true;
    }

    /** Appends the first token of the window, and those behind it that end early enough; returns how many bytes they have. */
    private int keep(int count, int bytes, TokenBuffer out) {
        int[] tokens = out.reserve(count);
        int kept = 0;
        int end = 0;
        do {
            tokens[out.size() + kept] = window[kept];
            end += vocabulary.length(window[kept++]);
        } while (kept < count && end + vocabulary.length(window[kept]) <= bytes);
        out.advance(kept);
        return end;
    }
}
