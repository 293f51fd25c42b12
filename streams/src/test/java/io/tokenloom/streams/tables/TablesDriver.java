package io.tokenloom.streams.tables;

import io.tokenloom.record.ContentDigest;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.streams.StreamsApp;
import io.tokenloom.streams.wire.TestRegistry;
import io.tokenloom.streams.wire.TestSettings;
import io.tokenloom.streams.wire.TokenWire;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.AvroRecordWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** An app under test, with real framed records. */
final class TablesDriver implements AutoCloseable {
    private final TestRegistry registry = new TestRegistry();
    private final TokenWire wire;
    private final TopologyTestDriver driver;

    TablesDriver(StreamsApp app, Path state) {
        app.outputs().forEach((topic, type) -> registry.register(topic.name(), type));
        this.wire = registry.wire(Map.of());
        this.driver = new TopologyTestDriver(
                app.topology(wire), TestSettings.of(state, app.deadLetters()), Instant.ofEpochMilli(0));
    }

    TokenWire wire() {
        return wire;
    }

    TopologyTestDriver driver() {
        return driver;
    }

    <T extends SpecificRecord> AvroRecordWriter<T> writer(String topic, Class<T> type) {
        return registry.writer(topic, type);
    }

    TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** What a topic has got since the last call, by key as text; null for a tombstone. */
    <T extends SpecificRecord> Map<String, T> output(String topic, Class<T> type) {
        AvroRecordReader<T> reader = registry.reader(type);
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
        registry.close();
    }
}
