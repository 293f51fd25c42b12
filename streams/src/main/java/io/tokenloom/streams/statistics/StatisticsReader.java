package io.tokenloom.streams.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.configuration.Durations;
import io.tokenloom.topics.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an entry of {@code statistics} in an apps file.
 *
 * <pre>{@code
 * statistics:
 *   - name: looks
 *     from: [tokens.text.v1, tokens.visual.v1]
 *     to: tokens.stats.v1                # optional, as all that follows; these are the defaults
 *     deadLetters: tokens.dlq.v1
 *     window: 1min                       # of event time
 *     grace: 10s
 *     mostPairs: 131072                  # counted exactly, up to 64 bytes of memory each
 * }</pre>
 *
 * <p>Thread-safe: stateless.
 */
public final class StatisticsReader {
    private StatisticsReader() {}

    /** The app of an entry that its schema finds nothing wrong with. */
    public static StatisticsOptions read(JsonNode entry) {
        List<String> from = new ArrayList<>();
        entry.path("from").forEach(topic -> from.add(topic.asText()));
        return new StatisticsOptions(
                entry.path("name").asText(),
                from,
                entry.path("to").asText(TopicCatalogue.STATISTICS.name()),
                entry.path("deadLetters").asText(TopicCatalogue.DEAD_LETTERS.name()),
                duration(entry.path("window"), StatisticsOptions.DEFAULT_WINDOW),
                duration(entry.path("grace"), StatisticsOptions.DEFAULT_GRACE),
                entry.path("mostPairs").asInt(StatisticsOptions.DEFAULT_MOST_PAIRS));
    }

    private static Duration duration(JsonNode node, Duration otherwise) {
        return node.isMissingNode() ? otherwise : Durations.parse(node.asText());
    }
}
