package io.tokenloom.archive.mds;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenloom.json.JsonTrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Which shards a dataset has. Thread-safe: immutable.
 *
 * @param shards in the order of their samples
 */
public record MdsIndex(List<MdsShard> shards) {
    /** Name of the file. */
    public static final String FILE = "index.json";

    /** Copies. */
    public MdsIndex {
        shards = List.copyOf(shards);
    }

    /**
     * Of a folder; without shards where there is no file.
     *
     * @throws CorruptShardException if the file is no index of MDS
     */
    public static MdsIndex read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return new MdsIndex(List.of());
        }
        JsonNode json;
        try (JsonParser parser = new JsonFactory().createParser(Files.readAllBytes(file))) {
            json = JsonTrees.readAll(parser);
        } catch (JsonProcessingException e) {
            throw new CorruptShardException(file + " is no JSON: " + e.getOriginalMessage());
        }
        if (json.path("version").asInt() != MdsShard.VERSION) {
            throw new CorruptShardException(file + " is of version " + json.path("version"));
        }
        List<MdsShard> shards = new ArrayList<>();
        json.path("shards").forEach(shard -> shards.add(MdsShard.of(shard)));
        return new MdsIndex(shards);
    }

    /** Takes the place of a folder's index in one step; a reader sees the old one or this. */
    public void replace(Path folder) throws IOException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode list = json.putArray("shards");
        shards.forEach(shard -> list.add(shard.toJson()));
        json.put("version", MdsShard.VERSION);
        Path staged = folder.resolve("." + FILE + ".staged");
        Files.write(staged, json.toString().getBytes(StandardCharsets.UTF_8));
        Files.move(staged, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /** How many samples all shards have. */
    public long samples() {
        return shards.stream().mapToLong(MdsShard::samples).sum();
    }
}
