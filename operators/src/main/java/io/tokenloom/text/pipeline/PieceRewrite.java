package io.tokenloom.text.pipeline;

import io.tokenloom.text.normalize.NormalizedText;

/** What a pre-tokenizer changes in each piece, besides cutting. Thread-safe: immutable. */
public interface PieceRewrite {
    /** Takes pieces as they are. */
    PieceRewrite NONE = (text, from, to, first) -> text.copyTo(to);

    /** Whether it matters if a piece is the first of the text. */
    default boolean needsStart() {
        return false;
    }

    /**
     * Writes a piece of {@link NormalizedText#source()}.
     *
     * @param first whether the piece begins where the whole text begins
     */
    void rewrite(NormalizedText text, int from, int to, boolean first);
}
