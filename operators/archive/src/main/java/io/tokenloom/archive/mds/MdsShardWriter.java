package io.tokenloom.archive.mds;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Collects the samples of one shard and writes them at once. Not thread-safe. Memory: the shard, twice while it is written. */
public final class MdsShardWriter {
    /** Bytes from which on a shard is full, as MDS has it where nobody asks for another number. */
    public static final int SIZE_LIMIT = 1 << 26;

    private final MdsSchema schema;
    private final byte[] columns;
    private final List<byte[]> samples = new ArrayList<>();
    private long bytes;

    /** Of no sample so far. */
    public MdsShardWriter(MdsSchema schema) {
        this.schema = schema;
        this.columns = config(schema).toString().getBytes(StandardCharsets.UTF_8);
        this.bytes = 2L * Integer.BYTES + columns.length;
    }

    static ObjectNode config(MdsSchema schema) {
        ObjectNode json = schema.describe(JsonNodeFactory.instance.objectNode());
        json.putNull("compression").put("format", "mds");
        json.putArray("hashes").add(MdsShard.HASH);
        return json.put("size_limit", SIZE_LIMIT).put("version", MdsShard.VERSION);
    }

    /**
     * Adds a sample, whether or not the shard is over {@link #SIZE_LIMIT} with it.
     *
     * @param sample of {@link MdsSchema#encode}
     */
    public void add(byte[] sample) {
        samples.add(sample);
        bytes += (long) sample.length + Integer.BYTES;
    }

    /** How many samples. */
    public int samples() {
        return samples.size();
    }

    /** Bytes of the file. */
    public long bytes() {
        return bytes;
    }

    /**
     * Writes the file.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is one
     */
    public MdsShard write(Path file) throws IOException {
        ByteBuffer shard = ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
        shard.putInt(samples.size());
        int at = (samples.size() + 2) * Integer.BYTES + columns.length;
        shard.putInt(at);
        for (byte[] sample : samples) {
            at += sample.length;
            shard.putInt(at);
        }
        shard.put(columns);
        samples.forEach(shard::put);
        Files.write(file, shard.array(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new MdsShard(
                file.getFileName().toString(), shard.capacity(), MdsShard.hash(shard.array()), samples.size(), schema);
    }
}
