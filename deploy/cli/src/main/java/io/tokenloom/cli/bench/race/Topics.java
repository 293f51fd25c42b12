package io.tokenloom.cli.bench.race;

import io.tokenloom.cli.connection.Brokers;
import io.tokenloom.connection.Connections;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.OffsetRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;

/** What a benchmark asks the broker about topics. Thread-safe. */
public final class Topics implements AutoCloseable {
    private final Brokers brokers;
    private final CommittedRecords records;

    /** Connects. */
    public Topics(Connections connections) {
        this.brokers = Brokers.connect(connections);
        this.records = new CommittedRecords(connections);
    }

    /** Reads committed records. */
    public CommittedRecords records() {
        return records;
    }

    /** Decides whether records get the time of their producer or that of their arrival. */
    public void stamp(String topic, TimestampType type) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        ConfigEntry entry = new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, type.name);
        brokers.await(brokers.admin()
                .incrementalAlterConfigs(Map.of(resource, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
                .all());
    }

    /** The last stable offset of each partition. */
    public Map<TopicPartition, Long> stableEnds(String topic) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        brokers.await(brokers.admin().describeTopics(List.of(topic)).allTopicNames())
                .get(topic)
                .partitions()
                .forEach(
                        partition -> wanted.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        brokers.await(brokers.admin()
                        .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all())
                .forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    /** What a group has committed: the offset behind the last record of each partition. */
    public Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        brokers.await(brokers.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        committed.put(partition, offset.offset());
                    }
                });
        return committed;
    }

    /** All that there are. */
    public Set<String> names() {
        return brokers.topics();
    }

    /** From these offsets to the last stable ones. */
    public Map<TopicPartition, OffsetRange> since(String topic, Map<TopicPartition, Long> starts) {
        Map<TopicPartition, OffsetRange> ranges = new HashMap<>();
        stableEnds(topic)
                .forEach((partition, end) -> ranges.put(partition, new OffsetRange(starts.get(partition), end)));
        return ranges;
    }

    /** Bytes of a topic on disk, records and their frames without indexes. */
    public long storedBytes(String topic) {
        List<Integer> nodes = brokers.await(brokers.admin().describeCluster().nodes()).stream()
                .map(Node::id)
                .toList();
        return brokers.await(brokers.admin().describeLogDirs(nodes).allDescriptions()).values().stream()
                .flatMap(folders -> folders.values().stream())
                .map(LogDirDescription::replicaInfos)
                .flatMap(replicas -> replicas.entrySet().stream())
                .filter(replica -> replica.getKey().topic().equals(topic))
                .mapToLong(replica -> replica.getValue().size())
                .sum();
    }

    @Override
    public void close() {
        brokers.close();
    }
}
