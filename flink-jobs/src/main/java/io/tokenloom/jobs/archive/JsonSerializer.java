package io.tokenloom.jobs.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Small things in checkpoints, as JSON. Thread-safe. */
final class JsonSerializer<T> implements SimpleVersionedSerializer<T> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int VERSION = 1;

    private final Class<T> type;

    JsonSerializer(Class<T> type) {
        this.type = type;
    }

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(T value) throws IOException {
        return JSON.writeValueAsBytes(value);
    }

    @Override
    public T deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("a " + type.getSimpleName() + " of version " + version + " is from a later program");
        }
        return JSON.readValue(serialized, type);
    }
}
