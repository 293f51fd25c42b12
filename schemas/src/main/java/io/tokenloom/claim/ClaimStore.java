package io.tokenloom.claim;

import io.tokenloom.deadletter.TokenizationException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Keeps contents under their digest. Thread-safe. */
public interface ClaimStore extends AutoCloseable {
    /** Address of the store: an absolute URI, whose scheme says of what kind it is. */
    String STORE_SETTING = "store";

    /**
     * The store of these settings. Nothing is asked of it yet, see {@link #check()}.
     *
     * @param settings {@value #STORE_SETTING} and what its kind knows besides
     * @throws IllegalArgumentException with cause and mend, of every mistake, if there is no such store
     */
    static ClaimStore open(Map<String, String> settings) {
        List<ClaimSettingMistake> mistakes = mistakes(settings);
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(
                    mistakes.stream().map(ClaimSettingMistake::text).collect(Collectors.joining("\n")));
        }
        return ClaimStoreKinds.of(settings).open(settings);
    }

    /** Everything that is wrong with settings, found without a look at the store. */
    static List<ClaimSettingMistake> mistakes(Map<String, String> settings) {
        return ClaimStoreKinds.mistakes(settings);
    }

    /**
     * Asks the store for an answer, so that a job need not start without it.
     *
     * @throws IOException with cause and mend if it gives none or does not let us in
     */
    void check() throws IOException;

    /**
     * Keeps a content; it is safe on the medium when this returns. The same content again costs little.
     *
     * @throws IOException if the store can't be written
     */
    ClaimCheck put(byte[] content) throws IOException;

    /**
     * The content behind a claim check, compared with its digest.
     *
     * @param limit most bytes that the caller takes
     * @throws TokenizationException CLAIM_FORBIDDEN if it lies outside this store, CLAIM_MISSING if it is not there, or
     *     not yet, CLAIM_SIZE if it is larger than the limit or has another length than the claim check says, CLAIM_HASH
     *     if it is another content, CLAIM_UNAVAILABLE if the store does not answer
     */
    byte[] get(ClaimCheck check, int limit);

    /** Lets go of connections, if there are any. */
    @Override
    void close();
}
