package io.tokenloom.cli.bench.race;

import io.tokenloom.connection.Connections;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Items that lie on a source topic and are not visible until {@link #show()}. Not thread-safe. */
public final class Backlog implements AutoCloseable {
    private static final int TRANSACTION_TIMEOUT_MILLIS = 600_000;
    private static final int BATCH_BYTES = 256 * 1024;

    private final KafkaProducer<byte[], byte[]> producer;
    private long records;
    private long bytes;

    private Backlog(KafkaProducer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** Writes items from a number on until there are enough. */
    public static Backlog write(Connections connections, String topic, Items items, long first, Load wanted) {
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
        while (!wanted.reached(backlog.records, backlog.bytes)) {
            long number = first + backlog.records;
            byte[] content = items.content(number);
            backlog.producer.send(items.record(topic, partitions, number, null, content));
            backlog.records++;
            backlog.bytes += content.length;
        }
        backlog.producer.flush();
        return backlog;
    }

    /** How many there are. */
    public long records() {
        return records;
    }

    /** Bytes of their contents. */
    public long bytes() {
        return bytes;
    }

    /** Makes all items visible at once. */
    public void show() {
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close();
    }
}
