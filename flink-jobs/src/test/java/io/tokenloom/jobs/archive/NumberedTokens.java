package io.tokenloom.jobs.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.archive.Origins;
import io.tokenloom.archive.Sample;
import io.tokenloom.jobs.kafka.EmbeddedKafka;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.wire.AvroRecordWriter;
import io.tokenloom.wire.SchemaSource;
import io.tokenloom.wire.Subjects;
import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** A token topic whose records are numbered, of five sources and three days, and its dead letters. */
final class NumberedTokens implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 3;
    private static final Instant FIRST_DAY = Instant.parse("2026-01-01T12:00:00Z");

    private final EmbeddedKafka kafka;
    private final String topic;
    private final AvroRecordWriter<TokenSequence> writer;
    private final KafkaProducer<byte[], byte[]> producer;
    private int sent;

    /** Makes the topics. */
    NumberedTokens(EmbeddedKafka kafka, SchemaSource schemas, String topic) throws Exception {
        this.kafka = kafka;
        this.topic = topic;
        kafka.create(List.of(new NewTopic(topic, PARTITIONS, (short) 1), new NewTopic(topic + ".dlq", 1, (short) 1)));
        this.writer =
                AvroRecordWriter.of(TokenSequence.class, new Subjects(schemas).register(topic, TokenSequence.class));
        Properties settings = kafka.clientSettings();
        settings.setProperty("transactional.id", topic);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    /** The numbers below one. */
    static List<Integer> below(int to) {
        return IntStream.range(0, to).boxed().toList();
    }

    /** Sends so many more, with as many between them whose transaction is aborted. */
    void send(int count) {
        producer.beginTransaction();
        for (int i = 0; i < count; i++) {
            producer.send(record(1_000_000 + i));
        }
        producer.flush();
        producer.abortTransaction();
        producer.beginTransaction();
        for (int i = 0; i < count; i++) {
            producer.send(record(sent++));
        }
        producer.commitTransaction();
    }

    /** Sends other records, together. */
    void send(List<ProducerRecord<byte[], byte[]>> records) {
        producer.beginTransaction();
        records.forEach(producer::send);
        producer.commitTransaction();
    }

    private ProducerRecord<byte[], byte[]> record(int number) {
        Sample.Origin origin = new Sample.Origin(
                "key-" + number % 5,
                "item-" + number,
                "logs",
                0,
                number,
                0,
                1,
                Origins.micros(FIRST_DAY.plus(Duration.ofDays(number % 3))) + number,
                "0102030405060708",
                "");
        return new ProducerRecord<>(
                topic,
                origin.key().getBytes(UTF_8),
                writer.write(Origins.record(origin, ids(number)).tokens()));
    }

    private static int[] ids(int number) {
        int[] ids = new int[number % 7 == 0 ? 0 : number % 40];
        Arrays.setAll(ids, i -> number * 3 + i);
        return ids;
    }

    /** The number of a sample, which has to have the ids of that number's record. */
    static int number(Sample sample) {
        int number = (int) sample.origin().orElseThrow().offset();
        assertThat(sample.ids()).isEqualTo(ids(number));
        return number;
    }

    /** Waits for so many dead letters. */
    List<ConsumerRecord<byte[], byte[]>> deadLetters(int count) {
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        Properties settings = kafka.clientSettings();
        settings.setProperty("isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partition = List.of(new TopicPartition(topic + ".dlq", 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            Awaitility.await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(letters::add);
                return letters.size() >= count;
            });
        }
        return letters;
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
