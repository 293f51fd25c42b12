package io.tokenloom.jobs.tokenize;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A picture, frame or video to tokenize and what its producer said about it.
 *
 * @param itemId id of the item
 * @param correlationId joins items of several modalities, where the producer gave one
 * @param eventTime when it happened, in microseconds
 * @param place which frame of which stream it is
 * @param content encoded, not looked at yet, not empty
 */
record MediaInput(String itemId, Optional<String> correlationId, Instant eventTime, StreamPlace place, byte[] content) {
    /**
     * Which frame of which stream.
     *
     * @param streamKey camera, video or session
     * @param index index in the stream, from 0; empty where the producer gives none
     * @param timestamp presentation timestamp in microseconds, where the producer gives one
     */
    record StreamPlace(String streamKey, OptionalLong index, OptionalLong timestamp) {}
}
