package io.tokenloom.cli.deadletters;

import io.tokenloom.cli.CommandException;
import io.tokenloom.connection.Connections;
import io.tokenloom.connection.KafkaFailures;
import io.tokenloom.reader.ReaderException;
import io.tokenloom.reader.records.RecordAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records back to their topics, some in one transaction, together with the entries of {@link Replays} that say so. A
 * transaction is open for the sending alone. All runs on a cluster have the same transactional id: the next one ends what
 * a killed one left open, and of two at once the later makes the earlier give way, so what is committed when {@link
 * #start} returns is all that others have sent. Not thread-safe.
 */
final class ReplayWriter implements ReplaySink, AutoCloseable {
    /** One for each cluster. */
    static final String TRANSACTIONAL_ID = "tokenloom-replay";

    /** Records over the topic's limit that were compressed there have to go through a producer uncompressed. */
    private static final int MAX_REQUEST_BYTES = 64 * 1024 * 1024;

    private final Connections connections;
    private final Producer<byte[], byte[]> producer;

    private ReplayWriter(Connections connections, Producer<byte[], byte[]> producer) {
        this.connections = connections;
        this.producer = producer;
    }

    /**
     * A writer that has ended whatever an earlier run left open.
     *
     * @throws CommandException of the kind that fits
     */
    static ReplayWriter start(Connections connections) {
        Map<String, Object> settings = connections.kafkaClient(
                Map.of(
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "zstd",
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        MAX_REQUEST_BYTES + 16L * 1024 * 1024,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        MAX_REQUEST_BYTES,
                        // A refused record would take those behind it on their way along.
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1,
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        60_000),
                Map.of(
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        TRANSACTIONAL_ID,
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.ACKS_CONFIG,
                        "all"));
        Producer<byte[], byte[]> producer;
        try {
            producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw CommandException.usage(
                    "the kafka settings of the connections file are refused: " + KafkaFailures.explain(e), e);
        }
        return over(connections, producer);
    }

    /** Over a producer of this transactional id, which is closed with it. */
    static ReplayWriter over(Connections connections, Producer<byte[], byte[]> producer) {
        ReplayWriter writer = new ReplayWriter(connections, producer);
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            writer.close();
            throw writer.told(e);
        }
        return writer;
    }

    @Override
    public Outcome send(List<Verdict.Ready> batch) {
        List<Verdict.Ready> left = new ArrayList<>(batch);
        List<Verdict.Refused> refused = new ArrayList<>();
        while (!left.isEmpty()) {
            Optional<Verdict.Refused> tooLarge = transaction(left);
            if (tooLarge.isEmpty()) {
                break;
            }
            refused.add(tooLarge.get());
            left.removeIf(ready -> ready.letter().equals(tooLarge.get().letter()));
        }
        return new Outcome(left, refused);
    }

    /** All of them or nothing; the first that its topic does not take, if there is one. */
    private Optional<Verdict.Refused> transaction(List<Verdict.Ready> batch) {
        AtomicReference<Verdict.Refused> tooLarge = new AtomicReference<>();
        try {
            producer.beginTransaction();
            List<Future<RecordMetadata>> answers = new ArrayList<>();
            for (Verdict.Ready ready : batch) {
                answers.add(producer.send(ready.record(), (sent, failure) -> {
                    if (failure instanceof RecordTooLargeException) {
                        tooLarge.compareAndSet(null, tooLarge(ready, failure));
                    }
                }));
            }
            producer.flush();
            for (int i = 0; tooLarge.get() == null && i < answers.size(); i++) {
                producer.send(entry(batch.get(i), answers.get(i).get()));
            }
            if (tooLarge.get() == null) {
                producer.commitTransaction();
            }
        } catch (KafkaException | ExecutionException e) {
            // Once one is too large, the producer refuses all else.
            if (tooLarge.get() == null) {
                throw told(e.getCause() instanceof KafkaException cause ? cause : e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("interrupted", e);
        }
        if (tooLarge.get() != null) {
            abort();
        }
        return Optional.ofNullable(tooLarge.get());
    }

    private void abort() {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            throw told(e);
        }
    }

    private static Verdict.Refused tooLarge(Verdict.Ready ready, Exception failure) {
        return new Verdict.Refused(
                ready.letter(),
                "its topic does not take a record of " + ready.bytes() + " bytes any more (" + failure.getMessage()
                        + "). Raise max.message.bytes of " + ready.record().topic() + ".");
    }

    private static ProducerRecord<byte[], byte[]> entry(Verdict.Ready ready, RecordMetadata sent) {
        RecordAddress as = new RecordAddress(sent.topic(), sent.partition(), sent.offset());
        Replayed entry = new Replayed(
                ready.letter().address().toString(),
                as.toString(),
                ready.letter().timestamp(),
                ready.replay());
        byte[] key = ready.letter().source().toString().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(Replays.TOPIC.name(), key, entry.toJson());
    }

    private RuntimeException told(Exception e) {
        if (e instanceof ProducerFencedException || e instanceof InvalidProducerEpochException) {
            return CommandException.failed(
                    "another replay has started on this cluster; this one gives way, and what it has sent stays sent. If"
                            + " none is running, its transaction took longer than transaction.timeout.ms: repeat the"
                            + " command, it goes on.",
                    e);
        }
        if (e instanceof AuthenticationException refusal) {
            return ReaderException.notLetIn(connections, refusal);
        }
        if (e instanceof AuthorizationException) {
            return CommandException.failed(
                    "Kafka refuses this principal: " + e.getMessage() + ". It needs Write on the source topics and "
                            + Replays.TOPIC.name() + ", and Write and Describe on the transactional id "
                            + TRANSACTIONAL_ID + ".",
                    e);
        }
        if (e instanceof TimeoutException) {
            return ReaderException.unreachable(connections, e);
        }
        return CommandException.failed(
                "Kafka at " + connections.bootstrapServers() + " refused to take records: " + e.getMessage()
                        + ". What was told as sent stays sent; repeat the command when that is mended.",
                e);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
