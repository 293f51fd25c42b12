package io.tokenloom.text.pipeline;

import io.tokenloom.text.TokenTable;

/** Turns ids, all in use, back into bytes. Thread-safe: immutable. */
public interface TokenDecoder {
    /** The bytes of the text that the ids stand for. */
    byte[] decode(int[] ids);

    /** How far what an id stands for depends on other ids. */
    Dependence dependence();

    /**
     * Whether an id may form one text with those beside it, where the {@link #dependence()} is
     * {@link Dependence#ON_RUN}.
     */
    default boolean joinsRun(int id) {
        return true;
    }

    /** How far what an id stands for depends on other ids. */
    enum Dependence {
        /** Every id has its bytes. */
        NONE,
        /** Whether it is the first matters, and the run that it belongs to, as with tokens for single bytes. */
        ON_RUN,
        /** Anything may matter. */
        ON_ALL
    }

    /** Puts the bytes of tokens together. */
    static TokenDecoder joining(TokenTable tokens) {
        return new TokenDecoder() {
            @Override
            public byte[] decode(int[] ids) {
                return tokens.concatenate(ids);
            }

            @Override
            public Dependence dependence() {
                return Dependence.NONE;
            }
        };
    }
}
