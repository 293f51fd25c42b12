package io.tokenloom.streams.tables;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.topics.TopicCatalogue;

/**
 * Reads an entry of {@code neighbours} in an apps file.
 *
 * <pre>{@code
 * neighbours:
 *   - name: near
 *     from: tokens.codebooks.v1          # optional, as all that follows; these are the defaults
 *     to: tokens.neighbours.v1
 *     deadLetters: tokens.dlq.v1
 *     neighbours: 64                     # of each code
 * }</pre>
 *
 * <p>Thread-safe: stateless.
 */
public final class NeighbourReader {
    private NeighbourReader() {}

    /** The app of an entry that the schema of apps files finds nothing wrong with. */
    public static NeighbourOptions read(JsonNode entry) {
        return new NeighbourOptions(
                entry.path("name").asText(),
                entry.path("from").asText(TopicCatalogue.CODEBOOKS.name()),
                entry.path("to").asText(TopicCatalogue.NEIGHBOURS.name()),
                entry.path("deadLetters").asText(TopicCatalogue.DEAD_LETTERS.name()),
                entry.path("neighbours").asInt(NeighbourOptions.DEFAULT_NEIGHBOURS));
    }
}
