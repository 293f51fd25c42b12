package io.tokenloom.jobs.tokenize;

import io.tokenloom.connection.Connections;
import io.tokenloom.jobs.kafka.EmbeddedKafka;
import io.tokenloom.record.TextItem;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.AvroRecordWriter;
import io.tokenloom.wire.LocalRegistry;
import io.tokenloom.wire.SchemaSource;
import io.tokenloom.wire.Subjects;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** Writes source topics and reads token topics of a test broker, read_committed. */
final class TestTopics implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LARGEST = 80 << 20;

    private final EmbeddedKafka kafka;
    private final SchemaSource schemas;
    private final KafkaProducer<byte[], byte[]> producer;

    TestTopics(EmbeddedKafka kafka, LocalRegistry registry) {
        this(kafka, JobRun.connections(kafka, registry));
    }

    /** Reads and writes Kafka as its administrator, and the registry as the connections say. */
    TestTopics(EmbeddedKafka kafka, Connections connections) {
        this.kafka = kafka;
        this.schemas = SchemaSource.connect(connections.schemaRegistry());
        Properties settings = kafka.clientSettings();
        settings.setProperty("max.request.size", Integer.toString(LARGEST));
        settings.setProperty("buffer.memory", Integer.toString(LARGEST));
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void send(ProducerRecord<byte[], byte[]> item) throws Exception {
        producer.send(item).get();
    }

    /** The framed bytes of a text item. */
    byte[] framed(String topic, TextItem item) {
        return AvroRecordWriter.of(TextItem.class, new Subjects(schemas).register(topic, TextItem.class))
                .write(item);
    }

    TokenSequence tokens(ConsumerRecord<byte[], byte[]> item) {
        return AvroRecordReader.of(TokenSequence.class, schemas).read(item.value());
    }

    /** All committed records of a topic, once there are so many. */
    List<ConsumerRecord<byte[], byte[]>> await(String topic, int count) {
        return await(topic, count, any -> true);
    }

    /** The committed records of this kind of a topic, once there are so many. */
    List<ConsumerRecord<byte[], byte[]>> await(
            String topic, int count, Predicate<ConsumerRecord<byte[], byte[]>> kind) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Awaitility.await(count + " records on " + topic).atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(read -> {
                    if (kind.test(read)) {
                        all.add(read);
                    }
                });
                return all.size() >= count;
            });
        }
        return all;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Properties settings = kafka.clientSettings();
        settings.setProperty("isolation.level", "read_committed");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        schemas.close();
    }
}
