package io.tokenloom.reader.records;

import io.tokenloom.connection.Connections;
import io.tokenloom.reader.ReaderException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics up to the last stable offset at the time of the call, committed records only. Joins no group and commits
 * nothing. Memory is bounded by the fetches in flight: {@value #FETCH_BYTES} bytes twice for each broker, or the largest
 * record where that is more. Thread-safe: each call has a consumer of its own.
 *
 * <p>Every method throws {@link ReaderException}: "unreachable" if no broker answers, "failed" if one refuses.
 */
public final class CommittedRecords {
    /** Topics of apps of Kafka Streams that are nobody else's. */
    private static final Pattern INTERNAL = Pattern.compile(".*-(changelog|repartition)");

    private static final int FETCH_BYTES = 16 * 1024 * 1024;

    /**
     * Going over millions of records in portions of Kafka's usual 500 costs more than it saves. What is asked for is
     * there, so a broker that waits for more would only hold up the end.
     */
    private static final Map<String, Object> DEFAULTS = Map.of(
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000,
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 15_000,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES / 4,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);

    private static final Map<String, Object> REQUIRED = Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class);

    private final Connections connections;
    private final ClientFailures failures;

    /** Reads from the cluster of these connections. */
    public CommittedRecords(Connections connections) {
        this.connections = connections;
        this.failures = new ClientFailures(connections);
    }

    /** Names of all topics that this principal may see, sorted, without Kafka's own. */
    public Collection<String> topics() {
        return asking(consumer -> {
            TreeSet<String> names = new TreeSet<>(consumer.listTopics().keySet());
            names.removeIf(name -> name.startsWith("__"));
            return names;
        });
    }

    /** The offsets that a topic holds now, up to its last stable offset; nothing if there is no such topic. */
    public Map<TopicPartition, OffsetRange> ranges(String topic) {
        return asking(consumer -> {
            List<PartitionInfo> infos = consumer.partitionsFor(topic);
            List<TopicPartition> partitions = infos == null
                    ? List.of()
                    : infos.stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            Map<TopicPartition, Long> firsts = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, OffsetRange> ranges = new TreeMap<>(PartitionOrder.BY_NAME);
            partitions.forEach(
                    partition -> ranges.put(partition, new OffsetRange(firsts.get(partition), ends.get(partition))));
            return ranges;
        });
    }

    /**
     * As {@link #ranges}, for a topic that must be there.
     *
     * @throws ReaderException "request" if it is not, naming those that are
     */
    public Map<TopicPartition, OffsetRange> rangesOfExisting(String topic) {
        Map<TopicPartition, OffsetRange> ranges = ranges(topic);
        if (ranges.isEmpty()) {
            throw ReaderException.request(
                    "there is no topic " + topic + " on " + connections.bootstrapServers() + ". There are: "
                            + topics().stream()
                                    .filter(name -> !INTERNAL.matcher(name).matches())
                                    .collect(Collectors.joining(", ")),
                    null);
        }
        return ranges;
    }

    /**
     * The first offset of each partition whose record has this timestamp or a later one; a partition that has none is
     * left out.
     */
    public Map<TopicPartition, Long> offsetsSince(Collection<TopicPartition> partitions, Instant time) {
        return asking(consumer -> {
            Map<TopicPartition, Long> wanted = new HashMap<>();
            partitions.forEach(partition -> wanted.put(partition, time.toEpochMilli()));
            Map<TopicPartition, Long> offsets = new HashMap<>();
            consumer.offsetsForTimes(wanted).forEach((partition, found) -> {
                if (found != null) {
                    offsets.put(partition, found.offset());
                }
            });
            return offsets;
        });
    }

    /** Hands each committed record of these ranges to {@code visitor}; a partition's in order. */
    public void visit(Map<TopicPartition, OffsetRange> ranges, Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
        visitWhile(ranges, read -> {
            visitor.accept(read);
            return true;
        });
    }

    /** As {@link #visit}, until {@code goOn} says no. */
    public void visitWhile(Map<TopicPartition, OffsetRange> ranges, Predicate<ConsumerRecord<byte[], byte[]>> goOn) {
        try (RecordCursor cursor = cursor(ranges)) {
            while (!cursor.atEnd()) {
                for (ConsumerRecord<byte[], byte[]> read : cursor.next()) {
                    if (!goOn.test(read)) {
                        return;
                    }
                }
            }
        }
    }

    /** Hands committed records from these offsets on to {@code goOn} as they come, until it says no. */
    public void follow(Map<TopicPartition, Long> starts, Predicate<ConsumerRecord<byte[], byte[]>> goOn) {
        Map<TopicPartition, OffsetRange> ranges = new HashMap<>();
        starts.forEach((partition, start) -> ranges.put(partition, OffsetRange.from(start)));
        visitWhile(ranges, goOn);
    }

    /**
     * The committed records of these ranges, one fetch after another; of an {@linkplain OffsetRange#endless endless} range
     * as they come. The caller closes it.
     */
    public RecordCursor cursor(Map<TopicPartition, OffsetRange> ranges) {
        boolean following = ranges.values().stream().anyMatch(OffsetRange::endless);
        return failures.telling(() -> {
            KafkaConsumer<byte[], byte[]> consumer =
                    open(following ? Map.of(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 500) : Map.of());
            try {
                return new RecordCursor(failures, consumer, ranges);
            } catch (RuntimeException e) {
                consumer.close();
                throw e;
            }
        });
    }

    /** The committed record at an address, if there is one. */
    public Optional<ConsumerRecord<byte[], byte[]>> at(RecordAddress address) {
        OffsetRange all = ranges(address.topic()).get(address.topicPartition());
        if (all == null || !all.contains(address.offset())) {
            return Optional.empty();
        }
        AtomicReference<ConsumerRecord<byte[], byte[]>> found = new AtomicReference<>();
        visit(Map.of(address.topicPartition(), new OffsetRange(address.offset(), address.offset() + 1)), found::set);
        return Optional.ofNullable(found.get());
    }

    private <R> R asking(Function<KafkaConsumer<byte[], byte[]>, R> question) {
        return failures.telling(() -> {
            try (KafkaConsumer<byte[], byte[]> consumer = open(Map.of())) {
                return question.apply(consumer);
            }
        });
    }

    private KafkaConsumer<byte[], byte[]> open(Map<String, Object> otherDefaults) {
        Map<String, Object> defaults = new HashMap<>(DEFAULTS);
        defaults.putAll(otherDefaults);
        return new KafkaConsumer<>(connections.kafkaClient(defaults, REQUIRED));
    }
}
