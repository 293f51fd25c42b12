package io.tokenloom.cli.bench.visual;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.bench.race.BenchPlatform;
import io.tokenloom.cli.bench.race.Course;
import io.tokenloom.cli.bench.race.Items;
import io.tokenloom.cli.bench.race.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kills Flink's worker while nothing is to do, sends a frame, and waits for its tokens. */
final class RestartTimer {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long TICK_MILLIS = 100;
    private static final double MILLIS = 1000;
    private static final long NOTHING = -1;

    private final BenchPlatform platform;
    private final Topics topics;
    private final Course course;

    /** @param course its target gives records the time of their arrival */
    RestartTimer(BenchPlatform platform, Topics topics, Course course) {
        this.platform = platform;
        this.topics = topics;
        this.course = course;
    }

    /**
     * Seconds from the kill to when the broker has the tokens of the frame.
     *
     * @param number of the frame
     * @throws CommandException "failed" if they do not come in three minutes
     */
    double seconds(Items items, long number) throws InterruptedException {
        Map<TopicPartition, Long> starts = topics.stableEnds(course.target());
        long killed = System.currentTimeMillis();
        platform.killWorker();
        send(items, number);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            AtomicLong arrived = new AtomicLong(NOTHING);
            topics.records().visit(topics.since(course.target(), starts), read -> arrived.set(read.timestamp()));
            if (arrived.get() != NOTHING) {
                return (arrived.get() - killed) / MILLIS;
            }
            Thread.sleep(TICK_MILLIS);
        }
        throw CommandException.failed("no tokens came in " + PATIENCE.toSeconds()
                + " s after Flink's worker was killed; see " + platform.home().resolve("logs"));
    }

    private void send(Items items, long number) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(platform.connections()
                .kafkaClient(
                        Map.of(
                                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
                                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
                        Map.of()))) {
            int partitions = producer.partitionsFor(course.source()).size();
            producer.send(items.record(course.source(), partitions, number, null, items.content(number)));
        }
    }
}
