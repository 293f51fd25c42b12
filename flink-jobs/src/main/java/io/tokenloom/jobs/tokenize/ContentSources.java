package io.tokenloom.jobs.tokenize;

import io.tokenloom.claim.ClaimStore;
import io.tokenloom.jobs.routes.ItemKind;
import io.tokenloom.topics.TopicCatalogue;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Where an operator gets what its records only name. Travels to the workers.
 *
 * @param schemaRegistry settings of the registry client
 * @param claims settings of the claim store, empty if there is none
 */
record ContentSources(Map<String, String> schemaRegistry, Map<String, String> claims) implements Serializable {
    /**
     * Opens the claim store on this worker.
     *
     * @throws SuppressRestartsException if it is not there, as it was where the job was started
     */
    ClaimedContents claimed(ItemKind item) {
        int limit =
                item == ItemKind.TEXT ? TopicCatalogue.MAX_CLAIMED_TEXT_BYTES : TopicCatalogue.MAX_CLAIMED_MEDIA_BYTES;
        try {
            return new ClaimedContents(
                    claims.isEmpty() ? Optional.empty() : Optional.of(ClaimStore.open(claims)), limit);
        } catch (IllegalArgumentException e) {
            // A restart on this machine would not mend it.
            throw new SuppressRestartsException(e);
        }
    }
}
