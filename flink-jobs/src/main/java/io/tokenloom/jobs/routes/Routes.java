package io.tokenloom.jobs.routes;

import io.tokenloom.topics.TopicCatalogue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one Tokenize job does. Immutable.
 *
 * @param job name of the job: consumer group, prefix of transactional ids and operator uids. Stable over restarts and
 *     unique on the Kafka cluster
 * @param routes at least one
 * @param delivery the same for all routes, which share one sink
 */
public record Routes(String job, List<Route> routes, Delivery delivery) {
    /** Name of a job whose file gives none. */
    public static final String DEFAULT_JOB = "tokenize";

    /** Copies the list. */
    public Routes {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(delivery, "delivery");
        routes = List.copyOf(routes);
    }

    /** Topics that are read, sorted. */
    public Set<String> sourceTopics() {
        return sorted(routes.stream().map(Route::from));
    }

    /** Topics that are written, dead letters and vocabularies included, sorted. */
    public Set<String> targetTopics() {
        Stream<String> vocabularies =
                makesVocabularies() ? Stream.of(TopicCatalogue.VOCABULARIES.name()) : Stream.empty();
        return sorted(Stream.concat(
                routes.stream().flatMap(route -> Stream.of(route.to(), route.deadLetters())), vocabularies));
    }

    /** Locations of the tokenizers, each once. */
    public Set<String> tokenizers() {
        return routes.stream().map(Route::tokenizer).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whether any route writes vocabulary deltas. */
    public boolean makesVocabularies() {
        return routes.stream().anyMatch(route -> route.dynamic().isPresent());
    }

    private static Set<String> sorted(Stream<String> topics) {
        return topics.collect(TreeSet::new, Set::add, Set::addAll);
    }
}
