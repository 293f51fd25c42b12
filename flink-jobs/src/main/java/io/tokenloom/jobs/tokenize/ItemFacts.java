package io.tokenloom.jobs.tokenize;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of an item besides its content, which is not kept once it is decoded.
 *
 * @param itemId id of the item
 * @param correlationId joins items of several modalities, where the producer gave one
 * @param eventTime when it happened
 * @param place which frame of which stream it is
 * @param contentBytes length of the encoded content
 */
record ItemFacts(
        String itemId,
        Optional<String> correlationId,
        Instant eventTime,
        MediaInput.StreamPlace place,
        int contentBytes) {
    static ItemFacts of(MediaInput input) {
        return new ItemFacts(
                input.itemId(), input.correlationId(), input.eventTime(), input.place(), input.content().length);
    }
}
