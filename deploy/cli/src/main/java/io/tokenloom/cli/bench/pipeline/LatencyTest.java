package io.tokenloom.cli.bench.pipeline;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.bench.race.Items;
import io.tokenloom.cli.bench.race.Topics;
import io.tokenloom.connection.Connections;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends items at a fixed rate, each at its planned time, late ones at once, and measures from the planned time: a stall
 * is felt by all items that were due in it. The planned time travels as the timestamp of the source record, which is that
 * of its token record.
 */
final class LatencyTest {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long MILLION = 1_000_000;
    private static final double NANOS = 1e9;
    private static final int DIGITS = 3;

    private final Connections connections;
    private final Topics topics;
    private final Items items;

    LatencyTest(Connections connections, Topics topics, Items items) {
        this.connections = connections;
        this.topics = topics;
        this.items = items;
    }

    /**
     * Latencies in milliseconds.
     *
     * @param first number of the first item
     * @param recordsPerSecond rate of sending
     * @param warmUp items that are sent in it are not counted
     * @param measured how long after that
     */
    Histogram run(Lane lane, long first, double recordsPerSecond, Duration warmUp, Duration measured)
            throws InterruptedException {
        Map<TopicPartition, Long> starts = topics.stableEnds(lane.target());
        long skipped = (long) (recordsPerSecond * warmUp.toMillis() / 1000);
        long counted = (long) (recordsPerSecond * measured.toMillis() / 1000);
        long begin = System.currentTimeMillis();
        long measuredFrom = begin + warmUp.toMillis();
        CompletableFuture<Histogram> seen =
                CompletableFuture.supplyAsync(() -> consume(starts, skipped + counted, measuredFrom));
        send(lane, first, recordsPerSecond, begin, skipped + counted);
        try {
            return seen.get();
        } catch (ExecutionException e) {
            throw CommandException.failed(
                    "the tokens can't be read: " + e.getCause().getMessage(), e);
        }
    }

    private void send(Lane lane, long first, double recordsPerSecond, long begin, long count) {
        double spacingNanos = NANOS / recordsPerSecond;
        long beginNanos = System.nanoTime();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(connections.kafkaClient(
                Map.of(
                        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
                        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
                Map.of()))) {
            int partitions = producer.partitionsFor(lane.source()).size();
            for (long i = 0; i < count; i++) {
                long planned = (long) (i * spacingNanos);
                while (System.nanoTime() - beginNanos < planned) {
                    LockSupport.parkNanos(planned - (System.nanoTime() - beginNanos));
                }
                long number = first + i;
                producer.send(items.record(
                        lane.source(), partitions, number, begin + planned / MILLION, items.content(number)));
            }
        }
    }

    private Histogram consume(Map<TopicPartition, Long> starts, long wanted, long measuredFrom) {
        Histogram latencies = new Histogram(DIGITS);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(connections.kafkaClient(
                Map.of(
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        5000,
                        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                        ByteArrayDeserializer.class,
                        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                        ByteArrayDeserializer.class),
                Map.of()))) {
            consumer.assign(starts.keySet());
            starts.forEach(consumer::seek);
            long count = 0;
            long lastSeen = System.nanoTime();
            while (count < wanted) {
                for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL)) {
                    lastSeen = System.nanoTime();
                    count++;
                    if (read.timestamp() >= measuredFrom) {
                        latencies.recordValue(Math.max(0, System.currentTimeMillis() - read.timestamp()));
                    }
                }
                if (System.nanoTime() - lastSeen > PATIENCE.toNanos()) {
                    throw new IllegalStateException("only " + count + " of " + wanted + " records came");
                }
            }
        }
        return latencies;
    }
}
