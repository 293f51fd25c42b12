package io.tokenloom.jobs.tokenize;

import io.tokenloom.claim.ClaimCheck;
import io.tokenloom.claim.ClaimStore;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.io.IOException;
import java.util.Optional;

/**
 * Fetches what claim checks stand for, and keeps what is too large for a record. Thread-safe.
 *
 * @param store empty where the connections file names none
 * @param limit most bytes of a content
 */
record ClaimedContents(Optional<ClaimStore> store, int limit) implements AutoCloseable {
    /**
     * The content that a record's claim check is of; empty if it has none.
     *
     * @param carried how many bytes of content the record has itself
     * @throws TokenizationException with a code of the stage CLAIM
     */
    Optional<byte[]> of(SourceRecord source, int carried) {
        Optional<ClaimCheck> check = ClaimCheck.in(source::header);
        if (check.isEmpty()) {
            return Optional.empty();
        }
        if (carried > 0) {
            throw new TokenizationException(
                    FailureCode.CLAIM_HEADER,
                    "The record has a claim check and a content of its own. Send one of them.");
        }
        ClaimStore known = store.orElseThrow(() -> new TokenizationException(
                FailureCode.CLAIM_FORBIDDEN,
                "The record has a claim check and this job has no claim store. Name it in the connections file:"
                        + " claims.store."));
        return Optional.of(known.get(check.get(), limit));
    }

    /**
     * Keeps a content in the store, where the same content lies only once.
     *
     * @return its claim check; empty if there is no store
     * @throws TokenizationException CLAIM_UNAVAILABLE if the store can't be written
     */
    Optional<ClaimCheck> keep(byte[] content) {
        if (store.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(store.get().put(content));
        } catch (IOException e) {
            throw new TokenizationException(
                    FailureCode.CLAIM_UNAVAILABLE,
                    "The claim store does not take " + content.length + " bytes ("
                            + e.getClass().getSimpleName()
                            + "). Look after the store, and whether workers may write it.",
                    e);
        }
    }

    @Override
    public void close() {
        store.ifPresent(ClaimStore::close);
    }
}
