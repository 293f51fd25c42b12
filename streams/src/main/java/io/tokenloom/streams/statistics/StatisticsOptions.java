package io.tokenloom.streams.statistics;

import io.tokenloom.record.TokenStatistics;
import io.tokenloom.streams.StreamsApp;
import io.tokenloom.streams.wire.TokenWire;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.topics.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.Topology;

/**
 * The app that measures tokens.
 *
 * @param name of the app
 * @param from token topics
 * @param to topic of the statistics
 * @param deadLetters topic of token records that can't be read
 * @param window length of a window of event time; the first one begins at 1970
 * @param grace how long after its end, in event time, a window takes records
 * @param mostPairs different pairs of neighbours that are counted exactly in a window of a series; above, the entropy of
 *     pairs is an estimate. A pair takes up to 64 bytes of memory
 */
public record StatisticsOptions(
        String name, List<String> from, String to, String deadLetters, Duration window, Duration grace, int mostPairs)
        implements StreamsApp {
    /** One minute. */
    public static final Duration DEFAULT_WINDOW = Duration.ofMinutes(1);

    /** Ten seconds. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

    /** Counts the pairs of a million tokens of text about exactly, in 4 MiB. */
    public static final int DEFAULT_MOST_PAIRS = 1 << 17;

    /** Most of {@link #mostPairs}. */
    public static final int MOST_PAIRS = 1 << 22;

    /** Copies and checks. */
    public StatisticsOptions {
        from = List.copyOf(from);
        if (window.toMillis() < 1 || grace.isNegative()) {
            throw new IllegalArgumentException("window " + window + " and grace " + grace
                    + ": a window has a millisecond at least, and its grace is not negative.");
        }
        if (mostPairs < 1 || mostPairs > MOST_PAIRS) {
            throw new IllegalArgumentException("mostPairs " + mostPairs + ": 1 to " + MOST_PAIRS + " are valid.");
        }
    }

    /** The app of this name over these topics, with defaults for all else. */
    public static StatisticsOptions of(String name, List<String> from) {
        return new StatisticsOptions(
                name,
                from,
                TopicCatalogue.STATISTICS.name(),
                TopicCatalogue.DEAD_LETTERS.name(),
                DEFAULT_WINDOW,
                DEFAULT_GRACE,
                DEFAULT_MOST_PAIRS);
    }

    @Override
    public List<String> inputs() {
        List<String> inputs = new ArrayList<>(from);
        inputs.add(TopicCatalogue.TOKENIZERS.name());
        return List.copyOf(inputs);
    }

    @Override
    public Map<TopicSpec, Class<? extends SpecificRecord>> outputs() {
        return Map.of(TopicCatalogue.named(to, TopicCatalogue.STATISTICS), TokenStatistics.class);
    }

    @Override
    public Topology topology(TokenWire wire) {
        return StatisticsTopology.of(this, wire);
    }
}
