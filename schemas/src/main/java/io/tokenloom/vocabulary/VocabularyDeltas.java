package io.tokenloom.vocabulary;

import io.tokenloom.record.VocabularyDelta;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.SchemaSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Vocabulary deltas by the key that token records name. Follows {@code tokens.vocabularies.v1}, committed records only, from
 * its beginning; waits for a delta that has not come yet, for the transaction of the records that need it may become visible
 * on their topic a moment earlier. Joins no consumer group.
 *
 * <p>Memory: the deltas that were read or used last, up to a number of bytes, in the form in which they lie on the topic. One
 * that was let go is looked for again from the beginning of the topic.
 *
 * <p>Thread-safe; one caller at a time reads, the others wait for it. Client errors of Kafka come as its exceptions.
 */
public final class VocabularyDeltas implements AutoCloseable {
    /** Enough for some thousands of deltas of the usual size. */
    public static final long DEFAULT_CACHE_BYTES = 64L * 1024 * 1024;

    private static final String TOPIC = TopicCatalogue.VOCABULARIES.name();
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final AvroRecordReader<VocabularyDelta> reader;
    private final ByteBoundedCache<VocabularyKey, byte[]> cache;
    private boolean letGo;

    /** Reads with a consumer of its own, which it closes. */
    VocabularyDeltas(Consumer<byte[], byte[]> consumer, SchemaSource schemas, long cacheBytes) {
        this.consumer = consumer;
        this.reader = AvroRecordReader.of(VocabularyDelta.class, schemas);
        this.cache = new ByteBoundedCache<>(cacheBytes);
    }

    /**
     * A reader. Nothing is asked before the first call.
     *
     * @param kafka client settings, {@code bootstrap.servers} among them; what decides what is read is set here
     * @param schemas how the records are read; stays the caller's to close
     * @param cacheBytes most bytes of deltas that are kept
     */
    public static VocabularyDeltas open(Map<String, ?> kafka, SchemaSource schemas, long cacheBytes) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new VocabularyDeltas(
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                schemas,
                cacheBytes);
    }

    /**
     * The delta of this key, as soon as it is there.
     *
     * @param patience how long to wait for one that is not there yet
     * @throws MissingVocabularyException if it does not come
     * @throws io.tokenloom.deadletter.TokenizationException if its record can't be read
     */
    public synchronized VocabularyDelta get(VocabularyKey key, Duration patience) {
        byte[] value = cache.get(key).orElseGet(() -> await(key, patience));
        return reader.read(value);
    }

    private byte[] await(VocabularyKey key, Duration patience) {
        long start = System.nanoTime();
        boolean searchedAll = !letGo;
        while (true) {
            if (!assigned()) {
                giveUpAfter(patience, start, key, "there is no topic " + TOPIC);
                pause();
                continue;
            }
            Optional<byte[]> found = readOn(key);
            if (found.isEmpty() && !searchedAll && atEnd()) {
                found = searchFromTheBeginning(key);
                searchedAll = true;
            }
            if (found.isPresent()) {
                return found.get();
            }
            if (atEnd()) {
                giveUpAfter(patience, start, key, "it is not among the committed records of " + TOPIC);
            }
        }
    }

    /** Whether the topic is there and is being read. */
    private boolean assigned() {
        if (!consumer.assignment().isEmpty()) {
            return true;
        }
        List<PartitionInfo> infos = consumer.partitionsFor(TOPIC);
        List<TopicPartition> partitions = infos == null
                ? List.of()
                : infos.stream()
                        .map(info -> new TopicPartition(TOPIC, info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return !partitions.isEmpty();
    }

    /** Takes in what comes next; gives the value of the key even if what came behind it has pushed it out already. */
    private Optional<byte[]> readOn(VocabularyKey key) {
        byte[] found = null;
        for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL)) {
            keep(read);
            if (isOf(key, read)) {
                found = read.value();
            }
        }
        return Optional.ofNullable(found);
    }

    private static boolean isOf(VocabularyKey key, ConsumerRecord<byte[], byte[]> read) {
        return read.key() != null && VocabularyKey.read(read.key()).equals(key);
    }

    private void keep(ConsumerRecord<byte[], byte[]> read) {
        if (read.key() == null) {
            return;
        }
        VocabularyKey key = VocabularyKey.read(read.key());
        if (read.value() == null) {
            cache.remove(key);
            return;
        }
        long before = cache.bytes();
        long bytes = (long) read.key().length + read.value().length;
        cache.put(key, read.value(), bytes);
        letGo |= cache.bytes() < before + bytes;
    }

    /** Looks for a delta that was let go; reading on goes on where it was. */
    private Optional<byte[]> searchFromTheBeginning(VocabularyKey key) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        consumer.assignment().forEach(partition -> ends.put(partition, consumer.position(partition)));
        consumer.seekToBeginning(ends.keySet());
        byte[] found = null;
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL)) {
                if (isOf(key, read)) {
                    keep(read);
                    found = read.value();
                }
            }
        }
        ends.forEach(consumer::seek);
        return Optional.ofNullable(found);
    }

    private boolean atEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static void giveUpAfter(Duration patience, long start, VocabularyKey key, String state) {
        if (System.nanoTime() - start >= patience.toNanos()) {
            throw new MissingVocabularyException(
                    "vocabulary delta " + key + " did not come within "
                            + patience.toMillis() + " ms: " + state
                            + ". It is committed with the first records that need it: wait longer if a transaction may still be"
                            + " open, else check that this is the cluster of the records and that nobody deleted from the topic.");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MissingVocabularyException("interrupted while waiting for a vocabulary delta");
        }
    }

    /** Closes the consumer. */
    @Override
    public synchronized void close() {
        consumer.close();
    }
}
