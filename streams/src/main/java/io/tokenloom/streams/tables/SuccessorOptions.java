package io.tokenloom.streams.tables;

import io.tokenloom.record.Successors;
import io.tokenloom.streams.StreamsApp;
import io.tokenloom.streams.wire.TokenWire;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.topics.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.Topology;

/**
 * The app that counts which ids come next after which.
 *
 * @param name of the app
 * @param from token topics
 * @param to topic of the table
 * @param deadLetters topic of token records that can't be read
 * @param every how much stream time passes between two times that changed rows are sent; those that change last are sent
 *     when time has gone on
 */
public record SuccessorOptions(String name, List<String> from, String to, String deadLetters, Duration every)
        implements StreamsApp {
    /** Ten seconds. */
    public static final Duration DEFAULT_EVERY = Duration.ofSeconds(10);

    /** Copies and checks. */
    public SuccessorOptions {
        from = List.copyOf(from);
        if (every.toMillis() < 1) {
            throw new IllegalArgumentException("every " + every + ": a millisecond at least is valid.");
        }
    }

    /** The app of this name over these topics, with defaults for all else. */
    public static SuccessorOptions of(String name, List<String> from) {
        return new SuccessorOptions(
                name, from, TopicCatalogue.SUCCESSORS.name(), TopicCatalogue.DEAD_LETTERS.name(), DEFAULT_EVERY);
    }

    @Override
    public List<String> inputs() {
        return from;
    }

    @Override
    public Map<TopicSpec, Class<? extends SpecificRecord>> outputs() {
        return Map.of(TopicCatalogue.named(to, TopicCatalogue.SUCCESSORS), Successors.class);
    }

    @Override
    public Topology topology(TokenWire wire) {
        return SuccessorTopology.of(this, wire);
    }
}
