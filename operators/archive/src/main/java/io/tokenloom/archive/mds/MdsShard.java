package io.tokenloom.archive.mds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A shard as the index names it.
 *
 * @param name of the file
 * @param bytes of the file
 * @param sha256 of the file, hexadecimal
 * @param samples in it
 * @param schema of them
 */
public record MdsShard(String name, long bytes, String sha256, int samples, MdsSchema schema) {
    static final int VERSION = 2;
    static final String HASH = "sha256";

    static String hash(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    ObjectNode toJson() {
        ObjectNode json = MdsShardWriter.config(schema);
        ObjectNode data = json.putObject("raw_data").put("basename", name).put("bytes", bytes);
        data.putObject("hashes").put(HASH, sha256);
        return json.put("samples", samples).putNull("zip_data");
    }

    static MdsShard of(JsonNode json) {
        if (json.path("version").asInt() != VERSION
                || !json.path("format").asText().equals("mds")) {
            throw new CorruptShardException(
                    "a shard is " + json.path("format") + " of version " + json.path("version"));
        }
        if (!json.path("compression").isNull()) {
            throw new CorruptShardException(
                    "a shard is compressed by " + json.path("compression") + ", which is not read here");
        }
        List<MdsColumn> columns = new ArrayList<>();
        for (int i = 0; i < json.path("column_names").size(); i++) {
            columns.add(new MdsColumn(
                    json.path("column_names").get(i).asText(),
                    MdsEncoding.of(json.path("column_encodings").path(i).asText())));
        }
        JsonNode data = json.path("raw_data");
        return new MdsShard(
                data.path("basename").asText(),
                data.path("bytes").asLong(),
                data.path("hashes").path(HASH).asText(),
                json.path("samples").asInt(),
                new MdsSchema(columns));
    }

    /**
     * Reads the file whole.
     *
     * @param folder where it lies
     * @return of each sample its values, in the order of the schema's columns
     * @throws CorruptShardException if it is not what the index says
     */
    public List<List<Object>> read(Path folder) throws IOException {
        byte[] file = Files.readAllBytes(folder.resolve(name));
        if (file.length != bytes || !hash(file).equals(sha256)) {
            throw new CorruptShardException(
                    name + " has " + file.length + " bytes of another hash than the index says of its " + bytes);
        }
        List<List<Object>> read = samples(file, schema);
        if (read.size() != samples) {
            throw new CorruptShardException(name + " has " + read.size() + " samples, and the index says " + samples);
        }
        return read;
    }

    /**
     * Reads a file whole, without an index.
     *
     * @throws CorruptShardException if it is no whole shard
     */
    static List<List<Object>> read(Path file, MdsSchema schema) throws IOException {
        return samples(Files.readAllBytes(file), schema);
    }

    private static List<List<Object>> samples(byte[] file, MdsSchema schema) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int samples = file.length < Integer.BYTES ? -1 : in.getInt();
        if (samples < 0 || file.length < (samples + 2L) * Integer.BYTES) {
            throw new CorruptShardException("there is no room for the places of " + samples + " samples");
        }
        List<List<Object>> read = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            int from = in.getInt((1 + i) * Integer.BYTES);
            int to = in.getInt((2 + i) * Integer.BYTES);
            if (from < 0 || to < from || to > file.length) {
                throw new CorruptShardException("sample " + i + " lies from " + from + " to " + to);
            }
            read.add(schema.decode(ByteBuffer.wrap(file, from, to - from)));
        }
        return read;
    }
}
