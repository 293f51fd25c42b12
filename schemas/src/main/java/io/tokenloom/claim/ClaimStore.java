package io.tokenloom.claim;

import io.tokenloom.deadletter.TokenizationException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Keeps contents under their digest. Thread-safe. */
public sealed interface ClaimStore permits DirectoryClaimStore {
    /** Address of the store: an absolute {@code file:} URI of a directory. */
    String STORE_SETTING = "store";

    /**
     * The store of these settings.
     *
     * @param settings {@value #STORE_SETTING}
     * @throws IllegalArgumentException with cause and mend if there is no such store
     */
    static ClaimStore open(Map<String, String> settings) {
        String address = settings.getOrDefault(STORE_SETTING, "");
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the claim store \"" + address + "\" is no URI; write file:/// and the path of a directory", e);
        }
        if (!"file".equals(uri.getScheme()) || uri.getPath() == null || uri.getAuthority() != null) {
            throw new IllegalArgumentException("the claim store \"" + address
                    + "\" is of no kind that is known; write file:/// and the path of a directory");
        }
        return DirectoryClaimStore.open(Path.of(uri));
    }

    /**
     * Keeps a content; it is safe on the medium when this returns. The same content again costs nothing.
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
     *     if it is another content
     */
    byte[] get(ClaimCheck check, int limit);
}
