package io.tokenloom.cli.deadletters;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.connection.Brokers;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.RecordAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** The topics that records are sent back to, each asked for once. Not thread-safe. */
final class SourceTopics {
    private final CommittedRecords records;
    private final Brokers brokers;
    private final Map<String, Set<TopicPartition>> partitions = new HashMap<>();
    private final Map<String, Optional<Duration>> retentions = new HashMap<>();

    SourceTopics(CommittedRecords records, Brokers brokers) {
        this.records = records;
        this.brokers = brokers;
    }

    /** Why nothing can be sent to this partition, if it can't. */
    Optional<String> obstacle(RecordAddress source) {
        Set<TopicPartition> there = partitions.computeIfAbsent(
                source.topic(), topic -> records.ranges(topic).keySet());
        if (there.isEmpty()) {
            return Optional.of("there is no topic " + source.topic() + " any more. Create it, or leave it out with"
                    + " --source.");
        }
        if (!there.contains(source.topicPartition())) {
            return Optional.of(source.topic() + " has " + there.size() + " partitions and not number "
                    + source.partition() + " any more. Add partitions, or leave it out with --source.");
        }
        return Optional.empty();
    }

    /** How long a topic keeps records, by their timestamps; empty where it keeps them for ever or does not tell. */
    Optional<Duration> retention(String topic) {
        return retentions.computeIfAbsent(topic, this::askRetention);
    }

    private Optional<Duration> askRetention(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Map<String, String> configuration = new HashMap<>();
            for (ConfigEntry entry : brokers.await(
                            brokers.admin().describeConfigs(List.of(resource)).all())
                    .get(resource)
                    .entries()) {
                configuration.put(entry.name(), entry.value());
            }
            long millis = Long.parseLong(configuration.getOrDefault(TopicConfig.RETENTION_MS_CONFIG, "-1"));
            boolean deletes = configuration
                    .getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "")
                    .contains(TopicConfig.CLEANUP_POLICY_DELETE);
            return deletes && millis >= 0 ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
        } catch (CommandException e) {
            // No right DescribeConfigs: only a note is lost.
            return Optional.empty();
        }
    }
}
