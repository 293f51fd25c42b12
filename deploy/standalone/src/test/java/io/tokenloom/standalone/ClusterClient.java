package io.tokenloom.standalone;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What a user's programs do with an installation. */
record ClusterClient(StandaloneAddresses addresses) {
    private static final int LARGE = 26 << 20;

    void createTopic(String name) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", addresses.bootstrap()))) {
            NewTopic topic = new NewTopic(name, Optional.of(1), Optional.empty());
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    void produce(String topic, String value) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", addresses.bootstrap(), "max.request.size", LARGE, "buffer.memory", 2L * LARGE);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    void produce(String topic, int partition, byte[] value, Map<String, String> headers) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", addresses.bootstrap(), "max.request.size", LARGE, "buffer.memory", 2L * LARGE);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> item = new ProducerRecord<>(topic, partition, null, value);
            headers.forEach((name, text) -> item.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
            producer.send(item).get();
        }
    }

    /** How much is on a topic. */
    record Volume(long records, long bytes) {}

    /** All committed values of a topic. */
    Volume committed(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", addresses.bootstrap(), "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long records = 0;
            long bytes = 0;
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    records++;
                    bytes += record.serializedValueSize();
                }
            }
            return new Volume(records, bytes);
        }
    }

    /** Every committed value of the topic's one partition. */
    List<String> consume(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", addresses.bootstrap(), "isolation.level", "read_committed");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            List<String> values = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }

    String get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
    }

    /** The HTTP status of registering an Avro schema. */
    int registerSchema(String subject, String schema) throws Exception {
        String body = "{\"schema\": \"" + schema.replace("\"", "\\\"") + "\"}";
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(addresses.registryUrl() + "/subjects/" + subject + "/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }
}
