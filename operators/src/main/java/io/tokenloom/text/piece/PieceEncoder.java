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
}
