package io.tokenloom.cli.ingest;

import io.tokenloom.cli.CommandException;
import io.tokenloom.connection.Connections;
import io.tokenloom.reader.ReaderException;
import io.tokenloom.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records in transactions, each ended by one progress record. The transactional id follows from the topic and the
 * root of the source ids: whoever could write the same progress gets the same id, so a second run fences the first. Not
 * thread-safe.
 */
final class TransactionalWriter implements AutoCloseable {
    private static final String ID_PREFIX = "tokenloom-ingest-";

    private final Connections connections;
    private final String topic;
    private final String root;
    private final Producer<byte[], byte[]> producer;
    private boolean open;
    private long openRecords;
    private long openBytes;

    private TransactionalWriter(Connections connections, String topic, String root, Producer<byte[], byte[]> producer) {
        this.connections = connections;
        this.topic = topic;
        this.root = root;
        this.producer = producer;
    }

    /** A writer that has ended whatever an earlier run of the same topic and root left open. */
    static TransactionalWriter start(Connections connections, String topic, String root) {
        Map<String, Object> settings = connections.kafkaClient(
                Map.of(
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        256 * 1024,
                        // Room for the largest record beside the batches on their way.
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        TopicCatalogue.MAX_SOURCE_RECORD_BYTES + 16L * 1024 * 1024,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        TopicCatalogue.MAX_SOURCE_RECORD_BYTES,
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        60_000),
                Map.of(
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        ID_PREFIX + topic + "/" + root,
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.ACKS_CONFIG,
                        "all"));
        Producer<byte[], byte[]> producer;
        try {
            producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw CommandException.usage(
                    "the kafka settings of the connections file are refused: " + rootMessage(e), e);
        }
        TransactionalWriter writer = new TransactionalWriter(connections, topic, root, producer);
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw writer.verdict(e);
        }
        return writer;
    }

    String topic() {
        return topic;
    }

    /** Adds a record to the open transaction, opening one if need be. */
    void send(ProducerRecord<byte[], byte[]> data) {
        guarded(() -> {
            if (!open) {
                producer.beginTransaction();
                open = true;
            }
            producer.send(data);
        });
        openRecords++;
        openBytes += data.value() == null ? 0 : data.value().length;
    }

    /** Records in the open transaction. */
    long openRecords() {
        return openRecords;
    }

    /** Value bytes in the open transaction. */
    long openBytes() {
        return openBytes;
    }

    /** Commits all that was sent together with the progress that it makes. */
    void commit(String sourceId, Progress progress) {
        byte[] key = Progress.key(topic, sourceId).getBytes(StandardCharsets.UTF_8);
        send(new ProducerRecord<>(Progress.TOPIC.name(), key, progress.toJson()));
        guarded(producer::commitTransaction);
        ended();
    }

    /** Takes back what was sent since the last commit. */
    void abort() {
        if (open) {
            guarded(producer::abortTransaction);
            ended();
        }
    }

    private void ended() {
        open = false;
        openRecords = 0;
        openBytes = 0;
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (KafkaException e) {
            throw verdict(e);
        }
    }

    /** Each failure ends the run or only the source, and says which. */
    private RuntimeException verdict(KafkaException e) {
        KafkaException cause = e.getCause() instanceof KafkaException inner ? inner : e;
        if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
            return CommandException.failed(
                    "another ingest of \"" + root + "\" into " + topic
                            + " has started; this one gives way and keeps what it committed. If none is running, the"
                            + " transaction took longer than transaction.timeout.ms: repeat the command, it resumes.",
                    e);
        }
        if (cause instanceof AuthorizationException) {
            return CommandException.failed(
                    "Kafka refuses this principal: " + cause.getMessage() + ". It needs Write on " + topic + " and "
                            + Progress.TOPIC.name() + ", and Write on transactional ids that start with " + ID_PREFIX,
                    e);
        }
        if (cause instanceof TimeoutException) {
            return ReaderException.unreachable(connections, cause);
        }
        return new RefusedException(cause instanceof ApiException ? cause : e);
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage();
    }

    /** Does not wait: what is not committed shall not be. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }

    /** The broker refused a record of this source; the next one may do. */
    static final class RefusedException extends RuntimeException {
        RefusedException(KafkaException cause) {
            super("the broker refused it: " + cause.getMessage(), cause);
        }
    }
}
