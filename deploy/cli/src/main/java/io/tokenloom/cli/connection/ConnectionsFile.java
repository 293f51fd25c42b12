package io.tokenloom.cli.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tokenloom.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads a connections file: YAML with the maps {@code kafka} and {@code schemaRegistry}. Other keys belong to other
 * commands and are left alone.
 */
public final class ConnectionsFile {
    private static final String BOOTSTRAP = "bootstrap.servers";

    private ConnectionsFile() {}

    /**
     * Reads one file.
     *
     * @throws CommandException of a usage error, with every mistake in the file
     */
    public static Connections read(Path file) {
        JsonNode root;
        try {
            root = new YAMLMapper().readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw CommandException.usage(file + " is no valid YAML: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw CommandException.usage(
                    file + " can't be read (" + e.getClass().getSimpleName()
                            + "). Name a connections file with --config.",
                    e);
        }
        List<String> mistakes = new ArrayList<>();
        Map<String, String> kafka = settings(root, "kafka", mistakes);
        Map<String, String> registry = settings(root, "schemaRegistry", mistakes);
        if (kafka.getOrDefault(BOOTSTRAP, "").isBlank()) {
            mistakes.add("kafka: " + BOOTSTRAP + " is missing, for example localhost:9092");
        }
        if (!mistakes.isEmpty()) {
            throw CommandException.usage(file + ": " + String.join("; ", mistakes));
        }
        return new Connections(kafka, registry);
    }

    private static Map<String, String> settings(JsonNode root, String name, List<String> mistakes) {
        Map<String, String> settings = new TreeMap<>();
        JsonNode map = root.path(name);
        if (map.isMissingNode() || map.isNull()) {
            return settings;
        }
        if (!map.isObject()) {
            mistakes.add(name + " must be a map of client settings");
            return settings;
        }
        flatten("", map, name, settings, mistakes);
        return settings;
    }

    /** Nested maps are dotted keys: {@code ssl: {truststore: ...}} says the same as {@code ssl.truststore: ...}. */
    private static void flatten(
            String prefix, JsonNode map, String name, Map<String, String> settings, List<String> mistakes) {
        map.properties().forEach(entry -> {
            String key = prefix + entry.getKey();
            JsonNode value = entry.getValue();
            if (value.isObject()) {
                flatten(key + ".", value, name, settings, mistakes);
            } else if (value.isValueNode() && !value.isNull()) {
                settings.put(key, value.asText());
            } else {
                mistakes.add(name + ": " + key + " must be one value; write a list as \"a,b\"");
            }
        });
    }
}
