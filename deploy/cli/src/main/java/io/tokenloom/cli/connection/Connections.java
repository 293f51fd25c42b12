package io.tokenloom.cli.connection;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Addresses and client settings of one installation. Both maps pass through to the clients untouched, so whatever Kafka
 * and the registry client understand (TLS, SASL, config providers) works. Immutable.
 *
 * @param kafka settings of every Kafka client, {@code bootstrap.servers} among them
 * @param schemaRegistry settings of the registry client, {@code schema.registry.url} among them; may be empty
 */
public record Connections(Map<String, String> kafka, Map<String, String> schemaRegistry) {
    /** Copies both. */
    public Connections {
        kafka = Map.copyOf(kafka);
        schemaRegistry = Map.copyOf(schemaRegistry);
    }

    /** Kafka's address, for messages. */
    public String bootstrapServers() {
        return kafka.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "");
    }

    /** Settings of a Kafka client: the defaults, overridden by the file's settings, overridden by what must be. */
    public Map<String, Object> kafkaClient(Map<String, Object> defaults, Map<String, Object> required) {
        Map<String, Object> settings = new HashMap<>(defaults);
        settings.putAll(kafka);
        settings.putAll(required);
        return settings;
    }

    /** Settings without secrets: only what a message may show. */
    @Override
    public String toString() {
        return "Connections[" + bootstrapServers() + "]";
    }
}
