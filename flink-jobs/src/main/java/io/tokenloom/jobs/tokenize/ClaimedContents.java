package io.tokenloom.jobs.tokenize;

import io.tokenloom.claim.ClaimCheck;
import io.tokenloom.claim.ClaimStore;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.util.Optional;

/**
 * Fetches what claim checks stand for. Thread-safe.
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

    @Override
    public void close() {
        store.ifPresent(ClaimStore::close);
    }
}
