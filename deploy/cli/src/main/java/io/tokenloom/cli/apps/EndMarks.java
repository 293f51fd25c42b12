package io.tokenloom.cli.apps;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.connection.Brokers;
import io.tokenloom.connection.Connections;
import io.tokenloom.wire.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes the mark that nothing more comes to each partition of token topics. Thread-safe: stateless. */
public final class EndMarks {
    private EndMarks() {}

    /**
     * Writes them and waits until they are there.
     *
     * @return how many
     * @throws CommandException "failed" if a topic is not there, or refuses one
     * @throws InterruptedException if interrupted; some may be written
     */
    public static int write(Connections connections, Collection<String> topics) throws InterruptedException {
        List<ProducerRecord<byte[], byte[]>> marks = marks(connections, topics);
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                connections.kafkaClient(Map.of(), Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
            marks.forEach(mark -> answers.add(producer.send(mark)));
        }
        for (Future<RecordMetadata> answer : answers) {
            try {
                answer.get();
            } catch (ExecutionException e) {
                throw CommandException.failed(
                        "A mark could not be written: " + e.getCause().getMessage()
                                + ". Give this principal the right Write on the token topics.",
                        e);
            }
        }
        return marks.size();
    }

    private static List<ProducerRecord<byte[], byte[]>> marks(Connections connections, Collection<String> topics) {
        List<ProducerRecord<byte[], byte[]>> marks = new ArrayList<>();
        try (Brokers brokers = Brokers.connect(connections)) {
            Set<String> present = brokers.topics();
            for (String topic : topics) {
                if (!present.contains(topic)) {
                    throw CommandException.failed(
                            "There is no topic " + topic + ". Name token topics that there are; nothing was written.");
                }
            }
            Map<String, TopicDescription> described =
                    brokers.await(brokers.admin().describeTopics(topics).allTopicNames());
            described.forEach((topic, description) ->
                    description.partitions().forEach(partition -> marks.add(mark(topic, partition.partition()))));
        }
        return marks;
    }

    private static ProducerRecord<byte[], byte[]> mark(String topic, int partition) {
        ProducerRecord<byte[], byte[]> mark = new ProducerRecord<>(topic, partition, null, null);
        mark.headers().add(HeaderNames.STREAM_TIME, HeaderNames.STREAM_TIME_END.getBytes(StandardCharsets.UTF_8));
        return mark;
    }
}
