package io.tokenloom.reader.records;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Ranges of a topic, one fetch after another; a partition's records in order. Memory: what its consumer fetches. Not
 * thread-safe; {@link CommittedRecords#cursor} opens it.
 */
public final class RecordCursor implements AutoCloseable {
    private static final Duration NO_PROGRESS_LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(500);

    private final ClientFailures failures;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, OffsetRange> open = new TreeMap<>(PartitionOrder.BY_NAME);
    private Map<TopicPartition, Long> positions;
    private long lastProgress = System.nanoTime();

    /** At the beginning of these ranges; the consumer is closed with this. */
    RecordCursor(
            ClientFailures failures, KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, OffsetRange> ranges) {
        this.failures = failures;
        this.consumer = consumer;
        ranges.forEach((partition, range) -> {
            if (range.length() > 0) {
                open.put(partition, range);
            }
        });
        consumer.assign(open.keySet());
        open.forEach((partition, range) -> consumer.seek(partition, range.first()));
        this.positions = positions();
    }

    /** Whether all ranges have been read to their ends. */
    public boolean atEnd() {
        return open.isEmpty();
    }

    /**
     * The next records; none where none came for a while.
     *
     * @throws io.tokenloom.reader.ReaderException "unreachable" if the broker gives nothing before the end of a range,
     *     "failed" if records were removed meanwhile
     */
    public List<ConsumerRecord<byte[], byte[]>> next() {
        return failures.telling(this::fetch);
    }

    private List<ConsumerRecord<byte[], byte[]>> fetch() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL)) {
            OffsetRange range = open.get(new TopicPartition(read.topic(), read.partition()));
            if (range != null && range.contains(read.offset())) {
                records.add(read);
            }
        }
        // Markers move the position without a record, so progress is the position's.
        Map<TopicPartition, Long> now = positions();
        if (!now.equals(positions) || open.values().stream().allMatch(OffsetRange::endless)) {
            lastProgress = System.nanoTime();
        } else if (System.nanoTime() - lastProgress > NO_PROGRESS_LIMIT.toNanos()) {
            throw new TimeoutException(
                    "no record of " + open.keySet() + " for " + NO_PROGRESS_LIMIT.toSeconds() + " s before their end");
        }
        positions = now;
        if (open.entrySet()
                .removeIf(entry -> now.get(entry.getKey()) >= entry.getValue().end())) {
            consumer.assign(open.keySet());
        }
        return records;
    }

    private Map<TopicPartition, Long> positions() {
        Map<TopicPartition, Long> positions = new TreeMap<>(PartitionOrder.BY_NAME);
        open.keySet().forEach(partition -> positions.put(partition, consumer.position(partition)));
        return positions;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
