package io.tokenloom.cli.bench.sequences;

import io.tokenloom.cli.bench.race.Topics;
import io.tokenloom.connection.Connections;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How far an application is by what it has committed, on the topics that it was given and on those that it sends records to
 * itself through. Not thread-safe.
 */
final class AppsProgress implements AutoCloseable {
    private final Topics topics;
    private final String application;
    private final Map<TopicPartition, Long> inputs = new HashMap<>();

    /** Of an application that reads tokenized documents. */
    AppsProgress(Connections connections, String application) {
        this.topics = new Topics(connections);
        this.application = application;
        inputs.putAll(topics.stableEnds(TokenizedDocuments.TEXTS));
        inputs.putAll(topics.stableEnds(TokenizedDocuments.PICTURES));
    }

    /** How many records it was given. */
    long all() {
        return inputs.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many of them it has committed. */
    long read() {
        Map<TopicPartition, Long> committed = topics.committed(application);
        return inputs.keySet().stream()
                .mapToLong(partition -> committed.getOrDefault(partition, 0L))
                .sum();
    }

    /** Whether it has read them all, and nothing is left of what it sent to itself. */
    boolean isAtEnd() {
        Map<TopicPartition, Long> committed = topics.committed(application);
        Map<TopicPartition, Long> wanted = new HashMap<>(inputs);
        topics.names().stream()
                .filter(topic -> topic.startsWith(application + "-") && topic.endsWith("-repartition"))
                .forEach(topic -> wanted.putAll(topics.stableEnds(topic)));
        return wanted.entrySet().stream().allMatch(end -> end.getValue() <= committed.getOrDefault(end.getKey(), 0L));
    }

    @Override
    public void close() {
        topics.close();
    }
}
