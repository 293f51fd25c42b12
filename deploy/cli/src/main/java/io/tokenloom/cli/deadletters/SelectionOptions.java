package io.tokenloom.cli.deadletters;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.connection.InstantConverter;
import io.tokenloom.topics.TopicCatalogue;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that say which dead letters are meant. Mixed into commands by picocli; not thread-safe. */
final class SelectionOptions {
    @Option(names = "--topic", paramLabel = "TOPIC", description = "Dead-letter topic (default: tokens.dlq.v1).")
    private String topic = TopicCatalogue.DEAD_LETTERS.name();

    @Option(
            names = "--code",
            paramLabel = "CODE",
            arity = "1..*",
            description =
                    "Only these failure codes; of dead letters that other Kafka Streams apps wrote, the class of the"
                            + " exception.")
    private Set<String> codes = new LinkedHashSet<>();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = InstantConverter.class,
            description = "Only source records of this Kafka timestamp or a later one, such as 2026-03-04 or"
                    + " 2026-03-04T05:06:07Z.")
    private Optional<Instant> since = Optional.empty();

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = InstantConverter.class,
            description = "Only source records of an earlier Kafka timestamp.")
    private Optional<Instant> until = Optional.empty();

    @Option(
            names = "--stream",
            paramLabel = "STREAM",
            arity = "1..*",
            description = "Only these streams: a key, TOPIC/PARTITION, or TOPIC/PARTITION/OFFSET for one record.")
    private Set<String> streams = new LinkedHashSet<>();

    @Option(
            names = "--source",
            paramLabel = "TOPIC",
            arity = "1..*",
            description = "Only records of these source topics.")
    private Set<String> sources = new LinkedHashSet<>();

    /** Picocli makes it. */
    SelectionOptions() {}

    /** The dead-letter topic. */
    String topic() {
        return topic;
    }

    /**
     * What is selected.
     *
     * @throws CommandException of a usage error if the times are no range
     */
    Selection selection() {
        if (since.isPresent() && until.isPresent() && !since.get().isBefore(until.get())) {
            throw CommandException.usage("--since " + since.get() + " is not before --until " + until.get()
                    + ", so no record is between them. Give --until a later time.");
        }
        return new Selection(codes, since, until, streams, sources);
    }
}
