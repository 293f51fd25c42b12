package io.tokenloom.jobs.tokenize;

import io.tokenloom.connection.Connections;
import io.tokenloom.jobs.routes.ClusterUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Says on a compacted topic, before a job starts, what its records will refer to. */
final class Announcement {
    private Announcement() {}

    /**
     * Writes them in their order and waits until the broker has them.
     *
     * @throws ClusterUnavailableException if the broker does not take one
     */
    static void publish(Connections connections, String topic, Stream<ProducerRecord<byte[], byte[]>> records)
            throws InterruptedException {
        Properties settings = connections.kafkaProperties();
        settings.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            records.forEach(announced -> sent.add(producer.send(announced)));
            for (Future<RecordMetadata> answer : sent) {
                answer.get();
            }
        } catch (ExecutionException e) {
            throw new ClusterUnavailableException("Kafka did not take a record on " + topic, e.getCause());
        }
    }
}
