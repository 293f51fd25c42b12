package io.tokenloom.cli.bench.pipeline;

import io.tokenloom.jobs.routes.Connections;
import io.tokenloom.wire.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Lines that lie on a source topic and are not visible until {@link #show()}. Not thread-safe. */
final class Backlog implements AutoCloseable {
    private static final int KEYS = 64;
    private static final int TRANSACTION_TIMEOUT_MILLIS = 600_000;
    private static final int BATCH_BYTES = 256 * 1024;

    private final KafkaProducer<byte[], byte[]> producer;
    private long records;
    private long bytes;

    private Backlog(KafkaProducer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** Writes lines from a number on until they have so many bytes. */
    static Backlog write(Connections connections, String topic, LogLines lines, long first, long wantedBytes) {
        Backlog backlog = new Backlog(new KafkaProducer<>(connections.kafkaClient(
                Map.of(
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        BATCH_BYTES,
                        ProducerConfig.LINGER_MS_CONFIG,
                        50,
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        TRANSACTION_TIMEOUT_MILLIS,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "bench-backlog",
                        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                        ByteArraySerializer.class,
                        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                        ByteArraySerializer.class),
                Map.of())));
        backlog.producer.initTransactions();
        backlog.producer.beginTransaction();
        int partitions = backlog.producer.partitionsFor(topic).size();
        while (backlog.bytes < wantedBytes) {
            long number = first + backlog.records;
            byte[] line = lines.line(number);
            backlog.producer.send(lineRecord(topic, partitions, number, null, line));
            backlog.records++;
            backlog.bytes += line.length;
        }
        backlog.producer.flush();
        return backlog;
    }

    /** A line as {@code tokenloom ingest} sends it, on all partitions in turn. */
    static ProducerRecord<byte[], byte[]> lineRecord(
            String topic, int partitions, long number, Long timestamp, byte[] line) {
        byte[] source = text("bench-" + number % KEYS);
        ProducerRecord<byte[], byte[]> made =
                new ProducerRecord<>(topic, (int) (number % partitions), timestamp, source, line);
        made.headers()
                .add(HeaderNames.ITEM_ID, text("bench:" + number))
                .add(HeaderNames.SOURCE_ID, source)
                .add(HeaderNames.CONTENT_TYPE, text("text/plain; charset=utf-8"));
        return made;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    long records() {
        return records;
    }

    long bytes() {
        return bytes;
    }

    /** Makes all lines visible at once. */
    void show() {
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close();
    }
}
