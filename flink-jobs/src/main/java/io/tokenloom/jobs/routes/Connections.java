package io.tokenloom.jobs.routes;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.claim.ClaimStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Client settings of one installation, passed through as they are: whatever Kafka's clients and the registry client
 * understand (TLS, SASL, config providers) works. Immutable.
 *
 * @param kafka settings of every Kafka client, {@code bootstrap.servers} among them
 * @param schemaRegistry settings of the registry client, {@code schema.registry.url} among them; may be empty
 * @param claims settings of the {@link ClaimStore}; empty if there is none
 */
public record Connections(Map<String, String> kafka, Map<String, String> schemaRegistry, Map<String, String> claims) {
    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

    /** Copies all. */
    public Connections {
        kafka = Map.copyOf(kafka);
        schemaRegistry = Map.copyOf(schemaRegistry);
        claims = Map.copyOf(claims);
    }

    /** Without a claim store. */
    public Connections(Map<String, String> kafka, Map<String, String> schemaRegistry) {
        this(kafka, schemaRegistry, Map.of());
    }

    /**
     * Reads a connections file: YAML with the maps {@code kafka}, {@code schemaRegistry} and {@code claims}, whose nested
     * maps stand for dotted keys. Other keys are others' business.
     *
     * @throws RoutesException with every mistake of the file
     */
    public static Connections read(Path file) {
        JsonNode root = YamlDocument.read(file);
        List<Mistake> mistakes = new ArrayList<>(FileSchema.CONNECTIONS.mistakes(file, root));
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
                && kafka.getOrDefault(BOOTSTRAP_SERVERS, "").isBlank()) {
            mistakes.add(new Mistake(
                    file.toString(),
                    "kafka",
                    "\"" + BOOTSTRAP_SERVERS + "\" is missing",
                    "Add the address of a broker, such as localhost:9092."));
        }
        if (!mistakes.isEmpty()) {
            throw new RoutesException(mistakes);
        }
        return new Connections(kafka, registry, claims);
    }

    /**
     * The claim store, if these settings name one.
     *
     * @throws IllegalArgumentException with cause and mend if it can't be opened here
     */
    public Optional<ClaimStore> claimStore() {
        return claims.isEmpty() ? Optional.empty() : Optional.of(ClaimStore.open(claims));
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

    /** Kafka's address, for messages. */
    public String bootstrapServers() {
        return kafka.getOrDefault(BOOTSTRAP_SERVERS, "");
    }

    /** Settings of a Kafka client: the defaults, overridden by the file's settings, overridden by what must be. */
    public Map<String, Object> kafkaClient(Map<String, Object> defaults, Map<String, Object> required) {
        Map<String, Object> settings = new HashMap<>(defaults);
        settings.putAll(kafka);
        settings.putAll(required);
        return settings;
    }

    /** The Kafka settings, in a copy that the caller may add to. */
    public Properties kafkaProperties() {
        Properties properties = new Properties();
        properties.putAll(kafka);
        return properties;
    }

    /** Only what a message may show: settings may hold secrets. */
    @Override
    public String toString() {
        return "Connections[" + bootstrapServers() + "]";
    }
}
