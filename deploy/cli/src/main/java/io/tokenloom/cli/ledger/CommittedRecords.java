package io.tokenloom.cli.ledger;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics from their first record to the last stable offset at the time of the call, committed records only. Joins
 * no group and commits nothing. Memory is bounded by one fetch. Thread-safe: each call has a consumer of its own.
 */
final class CommittedRecords {
    private static final Duration NO_PROGRESS_LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Map<String, Object> settings;

    /** Reads with these client settings, {@code bootstrap.servers} among them. */
    CommittedRecords(Map<String, String> clientSettings) {
        settings = new HashMap<>(clientSettings);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    }

    /**
     * The offsets that a topic holds now, up to its last stable offset.
     *
     * @throws IllegalArgumentException if there is no such topic
     */
    Map<TopicPartition, OffsetRange> ranges(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
            List<PartitionInfo> infos = consumer.partitionsFor(topic);
            if (infos == null || infos.isEmpty()) {
                throw new IllegalArgumentException("no topic " + topic + " on this cluster");
            }
            List<TopicPartition> partitions = infos.stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            Map<TopicPartition, Long> firsts = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, OffsetRange> ranges = new HashMap<>();
            partitions.forEach(
                    partition -> ranges.put(partition, new OffsetRange(firsts.get(partition), ends.get(partition))));
            return ranges;
        }
    }

    /**
     * Hands each committed record of these ranges to {@code visitor}.
     *
     * @throws TimeoutException if the broker gives nothing for 30 seconds
     */
    void visit(Map<TopicPartition, OffsetRange> ranges, Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
            consumer.assign(ranges.keySet());
            ranges.forEach((partition, range) -> consumer.seek(partition, range.first()));
            long lastProgress = System.nanoTime();
            while (!reached(consumer, ranges)) {
                // Markers move the position without a record, so progress is the position's.
                Map<TopicPartition, Long> before = positions(consumer);
                for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL)) {
                    if (ranges.get(new TopicPartition(read.topic(), read.partition()))
                            .contains(read.offset())) {
                        visitor.accept(read);
                    }
                }
                if (!before.equals(positions(consumer))) {
                    lastProgress = System.nanoTime();
                } else if (System.nanoTime() - lastProgress > NO_PROGRESS_LIMIT.toNanos()) {
                    throw new TimeoutException("no record of " + ranges.keySet() + " for "
                            + NO_PROGRESS_LIMIT.toSeconds() + " s before their end; is the broker up?");
                }
            }
        }
    }

    private static boolean reached(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, OffsetRange> ranges) {
        return ranges.entrySet().stream()
                .allMatch(range ->
                        consumer.position(range.getKey()) >= range.getValue().end());
    }

    private static Map<TopicPartition, Long> positions(KafkaConsumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        consumer.assignment().forEach(partition -> positions.put(partition, consumer.position(partition)));
        return positions;
    }
}
