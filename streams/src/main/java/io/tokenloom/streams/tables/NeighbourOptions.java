package io.tokenloom.streams.tables;

import io.tokenloom.record.Neighbours;
import io.tokenloom.streams.StreamsApp;
import io.tokenloom.streams.wire.TokenWire;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.topics.TopicSpec;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.Topology;

/**
 * The app that finds the nearest codes of each code.
 *
 * @param name of the app
 * @param from topic of codebooks
 * @param to topic of the table
 * @param deadLetters topic of records that are no part of a codebook
 * @param neighbours of each code, where there are as many others
 */
public record NeighbourOptions(String name, String from, String to, String deadLetters, int neighbours)
        implements StreamsApp {
    /** Default of {@link #neighbours}. */
    public static final int DEFAULT_NEIGHBOURS = 64;

    /** Most of {@link #neighbours}; as many as LANTERN looks at. */
    public static final int MOST_NEIGHBOURS = 1000;

    /** Checks. */
    public NeighbourOptions {
        if (neighbours < 1 || neighbours > MOST_NEIGHBOURS) {
            throw new IllegalArgumentException(
                    "neighbours " + neighbours + ": 1 to " + MOST_NEIGHBOURS + " are valid.");
        }
    }

    /** The app of this name with defaults for all else. */
    public static NeighbourOptions of(String name) {
        return new NeighbourOptions(
                name,
                TopicCatalogue.CODEBOOKS.name(),
                TopicCatalogue.NEIGHBOURS.name(),
                TopicCatalogue.DEAD_LETTERS.name(),
                DEFAULT_NEIGHBOURS);
    }

    @Override
    public List<String> inputs() {
        return List.of(from);
    }

    @Override
    public Map<TopicSpec, Class<? extends SpecificRecord>> outputs() {
        return Map.of(TopicCatalogue.named(to, TopicCatalogue.NEIGHBOURS), Neighbours.class);
    }

    @Override
    public Topology topology(TokenWire wire) {
        return NeighbourTopology.of(this, wire);
    }
}
