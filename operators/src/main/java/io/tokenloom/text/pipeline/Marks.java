package io.tokenloom.text.pipeline;

import io.tokenloom.text.split.Splitter;

/**
 * Cuts at marks, which stand where an earlier pre-tokenizer has cut, and what is between them by a splitter. A mark is a
 * byte that UTF-8 does not have, and is dropped. Thread-safe: immutable.
 *
 * @param inner cuts what is between two marks
 */
public record Marks(Splitter inner) implements Splitter {
    public static final byte MARK = (byte) 0xFF;

    /** How far the next mark is looked for at first, so that a long stretch of many pieces is not searched for each. */
    private static final int WINDOW = 256;

    @Override
    public int split(byte[] utf8, int from, int to, boolean last, int[] ends) {
        if (from == to) {
            return 0;
        }
        if (utf8[from] == MARK) {
            ends[0] = ~(from + 1);
            return 1;
        }
        int limit = from;
        for (int window = WINDOW; ; window *= 2) {
            int until = (int) Math.min(to, (long) from + window);
            while (limit < until && utf8[limit] != MARK) {
                limit++;
            }
            boolean certain = limit < until || limit == to && last;
            int pieces = inner.split(utf8, from, limit, certain, ends);
            if (pieces > 0 || limit == to || certain) {
                return pieces;
            }
        }
    }

    @Override
    public boolean dropsStretches() {
        return true;
    }
}
