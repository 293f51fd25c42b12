package io.tokenloom.cli.bench.sequences;

import io.tokenloom.cli.connection.Brokers;
import io.tokenloom.connection.Connections;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * How far an application is by what it has committed, on the topics that it was given and on those that it sends records to
 * itself through. Not thread-safe.
 */
final class AppsProgress implements AutoCloseable {
    private final Brokers brokers;
    private final String application;
    private final Map<TopicPartition, Long> inputs;

    /** Of an application that reads tokenized documents. */
    AppsProgress(Connections connections, String application) {
        this.brokers = Brokers.connect(connections);
        this.application = application;
        this.inputs = ends(List.of(TokenizedDocuments.TEXTS, TokenizedDocuments.PICTURES));
    }

    /** How many records it was given. */
    long all() {
        return inputs.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many of them it has committed. */
    long read() {
        Map<TopicPartition, Long> committed = committed();
        return inputs.keySet().stream()
                .mapToLong(partition -> committed.getOrDefault(partition, 0L))
                .sum();
    }

    /** Whether it has read them all, and nothing is left of what it sent to itself. */
    boolean isAtEnd() {
        Map<TopicPartition, Long> committed = committed();
        Map<TopicPartition, Long> wanted = new HashMap<>(inputs);
        Set<String> own = brokers.topics().stream()
                .filter(topic -> topic.startsWith(application + "-") && topic.endsWith("-repartition"))
                .collect(Collectors.toSet());
        if (!own.isEmpty()) {
            wanted.putAll(ends(own));
        }
        return wanted.entrySet().stream().allMatch(end -> end.getValue() <= committed.getOrDefault(end.getKey(), 0L));
    }

    private Map<TopicPartition, Long> committed() {
        Map<TopicPartition, Long> committed = new HashMap<>();
        brokers.await(brokers.admin().listConsumerGroupOffsets(application).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        committed.put(partition, offset.offset());
                    }
                });
        return committed;
    }

    /** The last stable offsets. */
    private Map<TopicPartition, Long> ends(Collection<String> topics) {
        Map<TopicPartition, OffsetSpec> wanted =
                brokers.await(brokers.admin().describeTopics(topics).allTopicNames()).values().stream()
                        .flatMap(topic -> topic.partitions().stream()
                                .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                        .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        brokers.await(brokers.admin()
                        .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all())
                .forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    @Override
    public void close() {
        brokers.close();
    }
}
