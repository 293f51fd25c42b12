package io.tokenloom.jobs.tokenize;

import io.tokenloom.record.Trust;
import java.time.Instant;
import java.util.Optional;

/**
 * A text to tokenize and what its producer said about it.
 *
 * @param itemId id of the item
 * @param correlationId joins items of several modalities, where the producer gave one
 * @param eventTime when it happened, in microseconds
 * @param trust who vouches for it
 * @param content UTF-8, not checked yet, not empty
 */
record TextInput(String itemId, Optional<String> correlationId, Instant eventTime, Trust trust, byte[] content) {}
