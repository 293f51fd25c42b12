package io.tokenloom.text.piece;

import io.tokenloom.text.TokenTable;

/**
 * What finds the tokens of one piece of text: byte pair merges, a unigram model, WordPiece. Thread-safe: immutable; one
 * model serves any number of {@link PieceEncoder encoders}.
 */
public interface PieceModel {
    /** An encoder with working memory of its own, for one thread at a time. */
    PieceEncoder newEncoder();

    /** Ids and what they stand for. */
    TokenTable tokens();

    /**
     * Whether the tokens of any piece, put together, are the bytes of the piece: every token stands for exactly as many
     * bytes of the piece as it has itself. False where something may become an unknown token or a marked one.
     */
    boolean spellsPieces();
}
