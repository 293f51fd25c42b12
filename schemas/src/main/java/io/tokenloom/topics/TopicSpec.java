package io.tokenloom.topics;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/**
 * One topic as the platform creates it. Immutable.
 *
 * @param name topic name, {@code domain.dataset.kind.vN}
 * @param key what the record key is, for people
 * @param partitions number of partitions
 * @param cleanup how old records go
 * @param maxRecordBytes largest record batch that the topic accepts, headers included
 */
public record TopicSpec(String name, String key, int partitions, Cleanup cleanup, int maxRecordBytes) {

    /** How old records leave a topic. */
    public sealed interface Cleanup {
        /** By age. */
        record Retention(Duration age) implements Cleanup {
            /** Checks that the age is positive. */
            public Retention {
                if (age.isNegative() || age.isZero()) {
                    throw new IllegalArgumentException("retention must be positive: " + age);
                }
            }
        }

        /** By the time since they arrived: what an app makes of old input is not old. */
        record RetentionFromArrival(Duration age) implements Cleanup {
            /** Checks that the age is positive. */
            public RetentionFromArrival {
                if (age.isNegative() || age.isZero()) {
                    throw new IllegalArgumentException("retention must be positive: " + age);
                }
            }
        }

        /** Never, but for older values of a key. */
        record Compaction() implements Cleanup {}
    }

    /** Checks the numbers. */
    public TopicSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(cleanup, "cleanup");
        if (partitions < 1) {
            throw new IllegalArgumentException(name + ": at least one partition, not " + partitions);
        }
        if (maxRecordBytes < 1) {
            throw new IllegalArgumentException(name + ": maxRecordBytes must be positive, not " + maxRecordBytes);
        }
    }

    /** The topic configuration in Kafka's own keys, sorted. */
    public Map<String, String> configuration() {
        Map<String, String> configuration = new TreeMap<>();
        configuration.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxRecordBytes));
        if (cleanup instanceof Cleanup.Retention retention) {
            configuration.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            configuration.put(
                    TopicConfig.RETENTION_MS_CONFIG,
                    Long.toString(retention.age().toMillis()));
            // Records carry their source's time: a replay of old input must not be deleted on arrival.
            configuration.put(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE));
        } else if (cleanup instanceof Cleanup.RetentionFromArrival retention) {
            configuration.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            configuration.put(
                    TopicConfig.RETENTION_MS_CONFIG,
                    Long.toString(retention.age().toMillis()));
            // Records carry stream time, which may be long before the retention: the broker's counts.
            configuration.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        } else {
            configuration.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        }
        return configuration;
    }
}
