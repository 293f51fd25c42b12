package io.tokenloom.streams;

import io.tokenloom.streams.wire.TokenWire;
import io.tokenloom.topics.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.Topology;

/**
 * One app: the options of an entry of the apps file. It runs as a Kafka Streams application of its own, whose id is the
 * name of all apps and its own. Implementations are records: immutable, and equal where they do the same.
 */
public interface StreamsApp {
    /** Unique among the apps of one file; part of the application id, so it must stay what it is. */
    String name();

    /** Topics that it reads, which have to exist. */
    List<String> inputs();

    /** Topics that it writes, as they are created where they are missing, each with the type of its values. */
    Map<TopicSpec, Class<? extends SpecificRecord>> outputs();

    /** How far apart in event time its tasks may read its inputs; empty where none waits for another. */
    default Optional<Duration> alignment() {
        return Optional.empty();
    }

    /** Topic of the records that it can't use. */
    String deadLetters();

    /**
     * What it does, as a pure function of its options.
     *
     * @param wire what it reads and writes with
     */
    Topology topology(TokenWire wire);
}
