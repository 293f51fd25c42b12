package io.tokenloom.cli.demo;

import io.tokenloom.claim.ClaimCheck;
import io.tokenloom.cli.demo.report.Measurement;
import io.tokenloom.connection.Connections;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.reader.records.DeadLetter;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.reader.records.RecordHeaders;
import io.tokenloom.record.SourceRef;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.token.TokenValueReader;
import io.tokenloom.wire.HeaderNames;
import io.tokenloom.wire.SchemaSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Watches source and output topics from now on, as any read_committed consumer would, and measures when outcomes become
 * visible. One thread of its own; {@link #finish()} and {@link #close()} end it.
 */
final class OutcomeTail implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Routes routes;
    private final TokenValueReader tokens;
    private final RunMeter meter;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean finishing;
    private volatile boolean closed;

    private OutcomeTail(KafkaConsumer<byte[], byte[]> consumer, Routes routes, SchemaSource schemas, RunMeter meter) {
        this.consumer = consumer;
        this.routes = routes;
        this.tokens = new TokenValueReader(schemas);
        this.meter = meter;
    }

    /** Starts with what comes from now on. */
    static OutcomeTail start(Connections connections, Routes routes, SchemaSource schemas) {
        KafkaConsumer<byte[], byte[]> consumer = consumer(connections);
        List<TopicPartition> partitions = new ArrayList<>();
        TreeSet<String> topics = new TreeSet<>(routes.sourceTopics());
        topics.addAll(routes.targetTopics());
        topics.forEach(topic -> consumer.partitionsFor(topic)
                .forEach(info -> partitions.add(new TopicPartition(topic, info.partition()))));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        consumer.assign(partitions);
        ends.forEach(consumer::seek);
        Map<TopicPartition, Long> sources = new HashMap<>(ends);
        sources.keySet().removeIf(partition -> !routes.sourceTopics().contains(partition.topic()));
        OutcomeTail tail = new OutcomeTail(consumer, routes, schemas, new RunMeter(sources));
        Thread thread = new Thread(tail::run, "outcome-tail");
        thread.setDaemon(true);
        thread.start();
        return tail;
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Connections connections) {
        return new KafkaConsumer<>(
                connections.kafkaClient(
                        Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000),
                        Map.of(
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                "read_committed",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                false,
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "none")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Reads on to the present ends of all topics, then stops; what was measured, if anything was sent. */
    Optional<Measurement> finish() {
        finishing = true;
        try {
            ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("watching the topics failed", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "watching the topics did not reach their ends within " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return meter.measurement(Instant.now());
    }

    private void run() {
        try (consumer) {
            while (!closed && !(finishing && atEnds())) {
                for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL)) {
                    see(read, System.currentTimeMillis());
                }
                meter.settleEarly();
            }
            ended.complete(null);
        } catch (RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }

    private boolean atEnds() {
        return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void see(ConsumerRecord<byte[], byte[]> read, long now) {
        if (routes.sourceTopics().contains(read.topic())) {
            meter.sent(RecordAddress.of(read), read.timestamp(), contentBytes(read));
            return;
        }
        Optional<DeadLetter> letter = DeadLetter.of(read);
        if (letter.isPresent()) {
            meter.outcome(letter.get().source(), now);
        } else if (read.value() == null) {
            RecordHeaders.text(read, HeaderNames.TOMBSTONE_SOURCE)
                    .flatMap(RecordAddress::parse)
                    .ifPresent(source -> meter.outcome(source, now));
        } else {
            TokenRecord record = tokens.read(read.value());
            SourceRef source = record.source();
            meter.tokens(
                    new RecordAddress(source.getTopic(), source.getPartition(), source.getOffset()),
                    source.getPart() == source.getParts() - 1,
                    record.count(),
                    now);
        }
    }

    /** Of a content that lies elsewhere, its claim check tells the length. */
    private static int contentBytes(ConsumerRecord<byte[], byte[]> read) {
        int carried = Math.max(0, read.serializedValueSize());
        try {
            return ClaimCheck.in(name -> RecordHeaders.text(read, name))
                    .map(check -> (int) Math.min(Integer.MAX_VALUE, check.bytes()))
                    .orElse(carried);
        } catch (TokenizationException e) {
            return carried;
        }
    }

    /** Stops without waiting. */
    @Override
    public void close() {
        closed = true;
    }
}
