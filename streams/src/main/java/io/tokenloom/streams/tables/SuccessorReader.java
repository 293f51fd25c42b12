package io.tokenloom.streams.tables;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.configuration.Durations;
import io.tokenloom.topics.TopicCatalogue;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an entry of {@code successors} in an apps file.
 *
 * <pre>{@code
 * successors:
 *   - name: followers
 *     from: [tokens.text.v1, tokens.visual.v1]
 *     to: tokens.successors.v1           # optional, as all that follows; these are the defaults
 *     deadLetters: tokens.dlq.v1
 *     every: 10s                         # of stream time
 * }</pre>
 *
 * <p>Thread-safe: stateless.
 */
public final class SuccessorReader {
    private SuccessorReader() {}

    /** The app of an entry that the schema of apps files finds nothing wrong with. */
    public static SuccessorOptions read(JsonNode entry) {
        List<String> from = new ArrayList<>();
        entry.path("from").forEach(topic -> from.add(topic.asText()));
        JsonNode every = entry.path("every");
        return new SuccessorOptions(
                entry.path("name").asText(),
                from,
                entry.path("to").asText(TopicCatalogue.SUCCESSORS.name()),
                entry.path("deadLetters").asText(TopicCatalogue.DEAD_LETTERS.name()),
                every.isMissingNode() ? SuccessorOptions.DEFAULT_EVERY : Durations.parse(every.asText()));
    }
}
