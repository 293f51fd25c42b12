package io.tokenloom.streams.wire;

import io.tokenloom.token.TokenValueReader;
import io.tokenloom.wire.AvroRecordWriter;
import io.tokenloom.wire.SchemaSource;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * What the tasks of an app read and write with. Thread-safe; what it makes is for one task each.
 *
 * @param schemas of what is read
 * @param schemaIds of what is written, by topic
 * @param partitions of what is read, by topic
 * @param ends whether all of it has been read
 * @param pace told how far it has been read
 */
public record TokenWire(
        SchemaSource schemas,
        Map<String, Integer> schemaIds,
        Map<String, Integer> partitions,
        InputEnds ends,
        InputPace pace) {
    /** Copies. */
    public TokenWire {
        schemaIds = Map.copyOf(schemaIds);
        partitions = Map.copyOf(partitions);
    }

    /** For apps that don't ask how many partitions there are. */
    public TokenWire(SchemaSource schemas, Map<String, Integer> schemaIds) {
        this(schemas, schemaIds, Map.of());
    }

    /** For apps that read all there is as fast as they can. */
    public TokenWire(SchemaSource schemas, Map<String, Integer> schemaIds, Map<String, Integer> partitions) {
        this(schemas, schemaIds, partitions, InputEnds.ALWAYS_READ, InputPace.FREE);
    }

    /** The same for an app that asks others whether its inputs have been read. */
    public TokenWire with(InputEnds newEnds) {
        return new TokenWire(schemas, schemaIds, partitions, newEnds, pace);
    }

    /** The same for an app whose tasks wait for each other. */
    public TokenWire with(InputPace newPace) {
        return new TokenWire(schemas, schemaIds, partitions, ends, newPace);
    }

    /** A reader of token records. */
    public TokenValueReader tokenValues() {
        return new TokenValueReader(schemas);
    }

    /**
     * A writer of a topic's values.
     *
     * @throws IllegalStateException if the topic is none of the app's outputs
     */
    public <T extends SpecificRecord> AvroRecordWriter<T> writer(String topic, Class<T> type) {
        Integer id = schemaIds.get(topic);
        if (id == null) {
            throw new IllegalStateException("No schema id is known for the topic " + topic + ".");
        }
        return AvroRecordWriter.of(type, id);
    }
}
