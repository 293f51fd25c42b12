package io.tokenloom.streams.apps;

import io.tokenloom.connection.Connections;
import io.tokenloom.streams.wire.InputEnds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for the next record itself, for offsets alone don't tell: transactions leave marks behind the last record. Its
 * consumer joins no group; it has an application's group id to see what that has committed. One question at a time.
 */
final class CommittedEnds implements InputEnds, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommittedEnds.class);
    private static final Duration LOOK = Duration.ofMillis(50);

    /** A broker that does not answer sooner leaves the question open. */
    private static final int PATIENCE_MILLIS = 2_000;

    private final Connections connections;
    private final String group;
    private Consumer<byte[], byte[]> consumer;

    CommittedEnds(Connections connections, String group) {
        this.connections = connections;
        this.group = group;
    }

    @Override
    public synchronized boolean isRead(String topic, int partition, OptionalLong next) {
        TopicPartition asked = new TopicPartition(topic, partition);
        try {
            Consumer<byte[], byte[]> looking = consumer();
            looking.assign(List.of(asked));
            seek(looking, asked, next);
            long end = looking.endOffsets(Set.of(asked)).get(asked);
            while (looking.position(asked) < end) {
                if (!looking.poll(LOOK).isEmpty()) {
                    return false;
                }
            }
            return true;
        } catch (KafkaException e) {
            LOG.debug("whether {} has been read is not known", asked, e);
            return false;
        }
    }

    private static void seek(Consumer<byte[], byte[]> looking, TopicPartition asked, OptionalLong next) {
        if (next.isPresent()) {
            looking.seek(asked, next.getAsLong());
            return;
        }
        OffsetAndMetadata committed = looking.committed(Set.of(asked)).get(asked);
        if (committed == null) {
            looking.seekToBeginning(List.of(asked));
        } else {
            looking.seek(asked, committed.offset());
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        if (consumer == null) {
            consumer = new KafkaConsumer<>(connections.kafkaClient(
                    Map.of(),
                    Map.of(
                            ConsumerConfig.GROUP_ID_CONFIG,
                            group,
                            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                            false,
                            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                            "read_committed",
                            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                            1,
                            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                            PATIENCE_MILLIS,
                            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                            PATIENCE_MILLIS,
                            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                            ByteArrayDeserializer.class,
                            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                            ByteArrayDeserializer.class)));
        }
        return consumer;
    }

    @Override
    public synchronized void close() {
        if (consumer != null) {
            consumer.close();
        }
    }
}
