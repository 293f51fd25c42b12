package io.tokenloom.text.split;

/**
 * Cuts text into the pieces that are tokenized each by itself: the pre-tokenizer of a tokenizer, on UTF-8. Thread-safe:
 * holds nothing that changes.
 *
 * <p>A splitter never looks behind {@code from}: pieces follow from the text at and after it alone. So a text can be
 * split stretch by stretch, each call going on where the last one ended.
 */
public interface Splitter {
    /**
     * Finds the next pieces of {@code utf8[from, to)}, from left to right, each beginning where the one before it ends.
     *
     * @param utf8 well-formed UTF-8 in the range; not checked
     * @param last whether the text ends at {@code to}. Otherwise more may follow, and a piece whose end could depend on it
     *     is not given, nor any behind it
     * @param ends filled from index 0 with the index behind each piece, in {@code utf8}. {@code ~end} (which is negative)
     *     says that the stretch is dropped, as a separator is that no token stands for
     * @return how many ends were put in; at most {@code ends.length}. 0 only when the range is empty or when, with more to
     *     follow, no piece is certain
     */
    int split(byte[] utf8, int from, int to, boolean last, int[] ends);

    /** Whether stretches may be dropped, given as {@code ~end}. */
    default boolean dropsStretches() {
        return false;
    }
}
