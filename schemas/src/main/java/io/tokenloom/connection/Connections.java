package io.tokenloom.connection;

import io.tokenloom.claim.ClaimStore;
import io.tokenloom.wire.SchemaSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Client settings of one installation, passed through as they are: whatever Kafka's clients and the registry client
 * understand (TLS, SASL, config providers) works. Immutable.
 *
 * @param kafka settings of every Kafka client, {@code bootstrap.servers} among them
 * @param schemaRegistry settings of the registry client, {@code schema.registry.url} among them; may be empty
 * @param claims settings of the {@link ClaimStore}; empty if there is none
 */
public record Connections(Map<String, String> kafka, Map<String, String> schemaRegistry, Map<String, String> claims) {
    /** The setting that names the brokers. */
    public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

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

    /** Of the addresses alone, without a claim store. */
    public static Connections of(String bootstrapServers, String registryUrl) {
        return new Connections(
                Map.of(BOOTSTRAP_SERVERS, bootstrapServers), Map.of(SchemaSource.URL_SETTING, registryUrl));
    }

    /**
     * The claim store, if these settings name one.
     *
     * @throws IllegalArgumentException with cause and mend if it can't be opened here
     */
    public Optional<ClaimStore> claimStore() {
        return claims.isEmpty() ? Optional.empty() : Optional.of(ClaimStore.open(claims));
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
