package io.tokenloom.jobs.tokenize;

import io.tokenloom.claim.ClaimCheck;
import io.tokenloom.record.ElementType;
import io.tokenloom.vision.VisualTokens;
import java.util.Optional;

/** Tokens as they go into a record. Immutable by agreement: arrays are not copied. */
sealed interface TokenPayload {
    /** How many tokens. */
    int count();

    /** Raster positions of the tokens where only some were kept. */
    int[] keptPositions();

    /** Ids, as they are. */
    record Ids(VisualTokens.Ids tokens) implements TokenPayload {
        @Override
        public int count() {
            return tokens.count();
        }

        @Override
        public int[] keptPositions() {
            return tokens.keptPositions();
        }
    }

    /**
     * Embeddings.
     *
     * @param count how many vectors
     * @param dimension length of each
     * @param type of the numbers
     * @param values the numbers, little endian; empty where they lie in the claim store
     * @param claim where they lie, then
     */
    record Numbers(
            int count, int dimension, ElementType type, byte[] values, Optional<ClaimCheck> claim, int[] keptPositions)
            implements TokenPayload {}
}
