package io.tokenloom.streams.wire;

import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.AvroRecordWriter;
import io.tokenloom.wire.LocalRegistry;
import io.tokenloom.wire.SchemaSource;
import io.tokenloom.wire.Subjects;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** A registry on a local port, and readers and writers of the topics of a test. */
public final class TestRegistry implements AutoCloseable {
    private final LocalRegistry registry = LocalRegistry.start();
    private final SchemaSource schemas = SchemaSource.connect(registry.settings());
    private final Map<String, Integer> ids = new HashMap<>();

    /** A writer of a topic's values, whose schema is registered. */
    public <T extends SpecificRecord> AvroRecordWriter<T> writer(String topic, Class<T> type) {
        return AvroRecordWriter.of(type, register(topic, type));
    }

    /** A reader of values. */
    public <T extends SpecificRecord> AvroRecordReader<T> reader(Class<T> type) {
        return AvroRecordReader.of(type, schemas);
    }

    /** Registers a topic's schema. */
    public int register(String topic, Class<? extends SpecificRecord> type) {
        return ids.computeIfAbsent(topic, first -> new Subjects(schemas).register(topic, type));
    }

    /** What an app works with, which reads topics of so many partitions. */
    public TokenWire wire(Map<String, Integer> partitions) {
        return new TokenWire(schemas, ids, partitions);
    }

    @Override
    public void close() {
        schemas.close();
        registry.close();
    }
}
