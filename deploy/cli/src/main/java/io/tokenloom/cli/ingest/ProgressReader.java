package io.tokenloom.cli.ingest;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.connection.Brokers;
import io.tokenloom.connection.Connections;
import io.tokenloom.reader.ReaderException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what is committed of {@link Progress#TOPIC}. It must see all that was committed before it was called. A
 * transaction of some other run that is still open hides what follows it, so the end that is read up to is the log's
 * end, not the last stable offset; the broker ends a dead run's transaction within its timeout.
 */
final class ProgressReader {
    /** Longer than any transaction that a broker allows by default. */
    private static final Duration PATIENCE = Duration.ofMinutes(16);

    private static final Duration QUIET = Duration.ofSeconds(3);

    private final Connections connections;
    private final Brokers brokers;
    private final Notices notices;

    ProgressReader(Connections connections, Brokers brokers, Notices notices) {
        this.connections = connections;
        this.brokers = brokers;
        this.notices = notices;
    }

    /** The last committed progress of every source whose key starts so, by key. */
    Map<String, Progress> read(String keyPrefix) {
        TopicPartition partition = new TopicPartition(Progress.TOPIC.name(), 0);
        long end = brokers.await(brokers.admin()
                        .listOffsets(
                                Map.of(partition, OffsetSpec.latest()),
                                new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                        .partitionResult(partition))
                .offset();
        Map<String, Progress> found = new HashMap<>();
        Instant started = Instant.now();
        boolean told = false;
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(Duration.ofMillis(200))) {
                    keep(entry, keyPrefix, found);
                }
                Duration waited = Duration.between(started, Instant.now());
                if (!told && waited.compareTo(QUIET) > 0) {
                    notices.tell("waiting until the broker ends the transaction of another, perhaps killed, ingest");
                    told = true;
                }
                if (waited.compareTo(PATIENCE) > 0) {
                    throw CommandException.failed("the progress of earlier runs in " + Progress.TOPIC.name()
                            + " stays hidden behind an open transaction; end it with kafka-transactions.sh");
                }
            }
        } catch (AuthorizationException e) {
            throw CommandException.failed(
                    "Kafka refuses this principal: " + e.getMessage() + ". It needs Read on " + Progress.TOPIC.name(),
                    e);
        } catch (KafkaException e) {
            throw ReaderException.unreachable(connections, e);
        }
        return found;
    }

    private static void keep(ConsumerRecord<byte[], byte[]> entry, String keyPrefix, Map<String, Progress> found) {
        String key = new String(entry.key(), StandardCharsets.UTF_8);
        if (!key.startsWith(keyPrefix)) {
            return;
        }
        if (entry.value() == null) {
            found.remove(key);
            return;
        }
        try {
            found.put(key, Progress.ofJson(entry.value()));
        } catch (IOException e) {
            throw CommandException.failed(
                    Progress.TOPIC.name() + " offset " + entry.offset()
                            + " is no progress record of this program; delete the record, or name another --topic",
                    e);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                connections.kafkaClient(
                        Map.of(),
                        Map.of(
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                "read_committed",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                "false",
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "none")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
