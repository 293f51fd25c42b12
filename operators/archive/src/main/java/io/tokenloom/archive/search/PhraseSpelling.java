package io.tokenloom.archive.search;

import io.tokenloom.text.TokenTable;
import java.util.Arrays;

/**
 * The ways in which tokens may spell a phrase: from which place of it to which each token leads. What a token has before the
 * phrase or behind it does not matter. Thread-safe: immutable.
 *
 * <p>Memory: 12 bytes for each pair of a token and a place where it fits, most of which are tokens that begin or end with the
 * phrase's last or first byte.
 */
final class PhraseSpelling {
    private final int length;
    /** Steps from place i of the phrase lie from starts[i] to starts[i + 1]. */
    private final int[] starts;

    private final int[] ends;
    private final int[] ids;

    private PhraseSpelling(int length, int[] starts, int[] ends, int[] ids) {
        this.length = length;
        this.starts = starts;
        this.ends = ends;
        this.ids = ids;
    }

    /**
     * Of a phrase.
     *
     * @param cuts places in it that no token lies across, rising
     */
    static PhraseSpelling of(byte[] phrase, TokenTable tokens, int[] cuts) {
        int[] starts = new int[phrase.length + 1];
        int[] ends = new int[1024];
        int[] ids = new int[1024];
        int steps = 0;
        for (int from = 0; from < phrase.length; from++) {
            int latest = latest(cuts, from, phrase.length);
            for (int id = 0; id < tokens.size(); id++) {
                // A token that covers the beginning may begin anywhere before it.
                int most = from == 0 ? tokens.length(id) : Math.min(1, tokens.length(id));
                for (int skipped = 0; skipped < most; skipped++) {
                    int to = from + tokens.length(id) - skipped;
                    if ((to <= latest || latest == phrase.length) && fits(phrase, from, tokens, id, skipped)) {
                        if (steps == ids.length) {
                            ids = Arrays.copyOf(ids, 2 * steps);
                            ends = Arrays.copyOf(ends, 2 * steps);
                        }
                        ids[steps] = id;
                        ends[steps++] = Math.min(to, phrase.length);
                    }
                }
            }
            starts[from + 1] = steps;
        }
        return new PhraseSpelling(phrase.length, starts, Arrays.copyOf(ends, steps), Arrays.copyOf(ids, steps));
    }

    /** The first cut behind a place, or the end. */
    private static int latest(int[] cuts, int from, int end) {
        return Arrays.stream(cuts).filter(cut -> cut > from).findFirst().orElse(end);
    }

    private static boolean fits(byte[] phrase, int from, TokenTable tokens, int id, int skipped) {
        int start = tokens.start(id) + skipped;
        int length = Math.min(tokens.length(id) - skipped, phrase.length - from);
        return phrase[from] == tokens.bytes()[start]
                && Arrays.equals(phrase, from, from + length, tokens.bytes(), start, start + length);
    }

    /** Whether some of these tokens spell it. */
    boolean possible(IdSet set) {
        boolean[] reached = new boolean[length + 1];
        reached[0] = true;
        for (int from = 0; from < length; from++) {
            for (int i = starts[from]; reached[from] && i < starts[from + 1]; i++) {
                if (!reached[ends[i]] && set.has(ids[i])) {
                    reached[ends[i]] = true;
                }
            }
        }
        return reached[length];
    }
}
