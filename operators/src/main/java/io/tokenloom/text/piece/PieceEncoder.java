package io.tokenloom.text.piece;

import io.tokenloom.text.TokenBuffer;

/** Finds the tokens of pieces, one after the other. Not thread-safe: has working memory, whose bound each kind states. */
public interface PieceEncoder {
    /**
     * Appends the tokens of one piece.
     *
     * @param utf8 well-formed UTF-8 from {@code from} to {@code to}, which is not empty
     * @param out gets the ids; if it takes spans, those too, as indices in {@code utf8}
     */
    void encode(byte[] utf8, int from, int to, TokenBuffer out);

    /**
     * Looks for pieces that are one token, where a look at one place tells; this takes a fraction of the time of encoding them
     * one by one.
     *
     * @param starts of pieces of well-formed UTF-8, by their index
     * @param wanted the indices of those that are looked for
     * @param ids gets, by index, the id of each that is found, and -1 for the others
     */
    default void findWhole(byte[] utf8, int[] starts, int[] ends, int[] wanted, int count, int[] ids) {
        for (int j = 0; j < count; j++) {
            ids[wanted[j]] = -1;
        }
    }
}
