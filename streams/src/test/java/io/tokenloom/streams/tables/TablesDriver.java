package io.tokenloom.streams.tables;

import io.tokenloom.record.ContentDigest;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.streams.StreamsApp;
import io.tokenloom.streams.wire.TokenWire;
import io.tokenloom.streams.wire.UnexpectedFailures;
import io.tokenloom.topics.TopicSpec;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.AvroRecordWriter;
import io.tokenloom.wire.LocalRegistry;
import io.tokenloom.wire.SchemaSource;
import io.tokenloom.wire.Subjects;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** An app under test, with real framed records. */
final class TablesDriver implements AutoCloseable {
    private final LocalRegistry registry = LocalRegistry.start();
    private final SchemaSource schemas = SchemaSource.connect(registry.settings());
    private final Subjects subjects = new Subjects(schemas);
    private final TokenWire wire;
    private final TopologyTestDriver driver;

    TablesDriver(StreamsApp app, Path state) {
        Map<String, Integer> ids = new HashMap<>();
        for (Map.Entry<TopicSpec, Class<? extends SpecificRecord>> output :
                app.outputs().entrySet()) {
            ids.put(output.getKey().name(), subjects.register(output.getKey().name(), output.getValue()));
        }
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "apps-" + app.name());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        settings.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, app.deadLetters());
        settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, UnexpectedFailures.class);
        this.wire = new TokenWire(schemas, ids);
        this.driver = new TopologyTestDriver(app.topology(wire), settings, Instant.ofEpochMilli(0));
    }

    TokenWire wire() {
        return wire;
    }

    TopologyTestDriver driver() {
        return driver;
    }

    <T extends SpecificRecord> AvroRecordWriter<T> writer(String topic, Class<T> type) {
        return AvroRecordWriter.of(type, subjects.register(topic, type));
    }

    TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** What a topic has got since the last call, by key as text; null for a tombstone. */
    <T extends SpecificRecord> Map<String, T> output(String topic, Class<T> type) {
        AvroRecordReader<T> reader = AvroRecordReader.of(type, schemas);
        Map<String, T> rows = new LinkedHashMap<>();
        for (TestRecord<byte[], byte[]> record : records(topic)) {
            rows.put(
                    new String(record.key(), StandardCharsets.UTF_8),
                    record.value() == null ? null : reader.read(record.value()));
        }
        return rows;
    }

    List<TestRecord<byte[], byte[]>> records(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** A token record of these planes. */
    static TokenSequence sequence(TokenizerFingerprint tokenizer, List<TokenPlane> planes) {
        return TokenSequence.newBuilder()
                .setSource(new SourceRef("topic", 0, 0L, 0, 1))
                .setItemId("item")
                .setEventTime(Instant.EPOCH)
                .setContentDigest(new ContentDigest(new byte[16]))
                .setTokenizer(tokenizer)
                .setPlanes(planes)
                .setOrder(TokenOrder.TEXT)
                .build();
    }

    @Override
    public void close() {
        driver.close();
        schemas.close();
        registry.close();
    }
}
