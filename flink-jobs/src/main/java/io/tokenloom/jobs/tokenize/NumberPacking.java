package io.tokenloom.jobs.tokenize;

import io.tokenloom.claim.ClaimCheck;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.ElementType;
import io.tokenloom.token.EmbeddingNumbers;
import io.tokenloom.vision.VisualTokens;
import java.util.Optional;

/**
 * Brings embeddings into the form of a record: half or single precision, little endian. Those of more than {@value
 * #CLAIMED_FROM_BYTES} bytes go to the claim store, where the job has one; the same ones again take the same place there.
 * Thread-safe.
 *
 * @param stored precision
 * @param claims where large ones go
 */
record NumberPacking(ElementType stored, ClaimedContents claims) {
    /** A topic of token records takes records of 1 MiB unless told otherwise. */
    static final int CLAIMED_FROM_BYTES = 256 * 1024;

    /** From here on a number rounds to infinity: the largest half, 65504, and half a step. */
    private static final float HALVES_END = 65520f;

    /**
     * The embeddings of a picture.
     *
     * @throws TokenizationException MODEL_OUTPUT if half precision can't hold a number, CLAIM_UNAVAILABLE if the claim
     *     store can't be written
     */
    TokenPayload.Numbers pack(VisualTokens.Embeddings embeddings) {
        requireRange(embeddings.values());
        byte[] bytes = EmbeddingNumbers.write(embeddings.values(), stored).array();
        Optional<ClaimCheck> claim = bytes.length > CLAIMED_FROM_BYTES ? claims.keep(bytes) : Optional.empty();
        return new TokenPayload.Numbers(
                embeddings.count(),
                embeddings.dimension(),
                stored,
                claim.isPresent() ? new byte[0] : bytes,
                claim,
                embeddings.keptPositions());
    }

    /** Half precision ends where single precision has long not. */
    private void requireRange(float[] values) {
        if (stored != ElementType.FLOAT16) {
            return;
        }
        for (int i = 0; i < values.length; i++) {
            if (Math.abs(values[i]) >= HALVES_END) {
                throw new TokenizationException(
                        FailureCode.MODEL_OUTPUT,
                        "The number at position " + i + " of its embeddings is " + values[i]
                                + ", which half precision can't hold. Have the bundle store float32.");
            }
        }
    }
}
