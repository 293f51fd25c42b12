package io.tokenloom.cli.bench.kill;

import io.tokenloom.cli.connection.Brokers;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** How much was written to some topics, committed or not: moves with every batch. Thread-safe. */
final class WrittenRecords {
    private final Brokers brokers;
    private final Map<TopicPartition, OffsetSpec> latest;

    private WrittenRecords(Brokers brokers, Map<TopicPartition, OffsetSpec> latest) {
        this.brokers = brokers;
        this.latest = latest;
    }

    /** Of these topics, which must be there. */
    static WrittenRecords to(Brokers brokers, Collection<String> topics) {
        Admin admin = brokers.admin();
        List<TopicPartition> partitions = brokers
                .await(admin.describeTopics(topics).allTopicNames())
                .values()
                .stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
        return new WrittenRecords(
                brokers,
                partitions.stream().collect(Collectors.toMap(Function.identity(), any -> OffsetSpec.latest())));
    }

    /** Offsets so far, all partitions together. */
    long count() {
        return brokers
                .await(brokers.admin()
                        .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                        .all())
                .values()
                .stream()
                .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                .sum();
    }
}
