package io.tokenloom.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.claim.ClaimStore;
import io.tokenloom.connection.Connections;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads connections files: YAML with the maps {@code kafka}, {@code schemaRegistry} and {@code claims}, whose nested maps
 * stand for dotted keys. Other keys are others' business. Thread-safe: stateless.
 */
public final class ConnectionsFile {
    private static final FileSchema SCHEMA = FileSchema.load(ConnectionsFile.class, "connections.schema.json");

    private ConnectionsFile() {}

    /**
     * Reads one.
     *
     * @throws ConfigurationException with every mistake of the file
     */
    public static Connections read(Path file) {
        JsonNode root = YamlDocument.read(file);
        List<Mistake> mistakes = new ArrayList<>(SCHEMA.mistakes(file, root));
        Map<String, String> kafka = new TreeMap<>();
        Map<String, String> registry = new TreeMap<>();
        flatten(file, "kafka", "", root.path("kafka"), kafka, mistakes);
        flatten(file, "schemaRegistry", "", root.path("schemaRegistry"), registry, mistakes);
        Map<String, String> claims = new TreeMap<>();
        flatten(file, "claims", "", root.path("claims"), claims, mistakes);
        if (claims.containsKey(ClaimStore.STORE_SETTING)) {
            ClaimStore.mistakes(claims)
                    .forEach(each -> mistakes.add(
                            new Mistake(file.toString(), "claims." + each.setting(), each.problem(), each.mend())));
        }
        if (root.path("kafka").isObject()
                && kafka.getOrDefault(Connections.BOOTSTRAP_SERVERS, "").isBlank()) {
            mistakes.add(new Mistake(
                    file.toString(),
                    "kafka",
                    "\"" + Connections.BOOTSTRAP_SERVERS + "\" is missing",
                    "Add the address of a broker, such as localhost:9092."));
        }
        if (!mistakes.isEmpty()) {
            throw new ConfigurationException(mistakes);
        }
        return new Connections(kafka, registry, claims);
    }

    private static void flatten(
            Path file, String map, String prefix, JsonNode node, Map<String, String> settings, List<Mistake> mistakes) {
        node.properties().forEach(entry -> {
            String key = prefix + entry.getKey();
            JsonNode value = entry.getValue();
            if (value.isObject()) {
                flatten(file, map, key + ".", value, settings, mistakes);
            } else if (value.isValueNode() && !value.isNull()) {
                settings.put(key, value.asText());
            } else {
                mistakes.add(new Mistake(
                        file.toString(), map + "." + key, "is not one value", "Write a list as \"a,b\", with quotes."));
            }
        });
    }
}
