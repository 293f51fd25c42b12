package io.tokenloom.wire;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * The schemas behind schema ids, from a schema registry with Confluent's API. Ids that were found stay cached, for an id
 * never changes its schema; failures are asked for again each time. Thread-safe.
 */
public final class SchemaSource implements AutoCloseable {
    /** Addresses of the registry, comma-separated; the one setting that must be there. */
    public static final String URL_SETTING = "schema.registry.url";

    private static final int CACHED_SCHEMAS = 1000;

    /** A registry's own "not found" codes are 40401 to 40499. */
    private static final int NOT_FOUND_CODES = 404;

    private final SchemaRegistryClient client;

    private SchemaSource(SchemaRegistryClient client) {
        this.client = client;
    }

    /**
     * A source over Confluent's client. Nothing is sent before the first question.
     *
     * @param settings {@value #URL_SETTING} and any of the client's own settings, which are passed through; connect and
     *     read timeouts are 5 and 10 seconds unless set
     * @throws IllegalArgumentException if the address is missing or a setting is not valid
     */
    public static SchemaSource connect(Map<String, String> settings) {
        List<String> addresses = Arrays.stream(
                        settings.getOrDefault(URL_SETTING, "").split(","))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .toList();
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException(
                    "The setting " + URL_SETTING + " is missing: set it to the address of the schema registry.");
        }
        Map<String, String> complete = new HashMap<>(settings);
        // The client waits a minute by default, which is longer than an operator may stand still.
        complete.putIfAbsent(SchemaRegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS, "5000");
        complete.putIfAbsent(SchemaRegistryClientConfig.HTTP_READ_TIMEOUT_MS, "10000");
        try {
            return new SchemaSource(new CachedSchemaRegistryClient(
                    addresses, CACHED_SCHEMAS, List.of(new AvroSchemaProvider()), complete, Map.of()));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "The settings of the schema registry client are not valid: " + e.getMessage(), e);
        }
    }

    /** A source over a client that the caller configured; it is closed with this source. */
    public static SchemaSource of(SchemaRegistryClient client) {
        return new SchemaSource(client);
    }

    /**
     * The schema that a record with this id was written with.
     *
     * @throws TokenizationException UNKNOWN_SCHEMA, UNEXPECTED_SCHEMA for one that is not Avro, SCHEMA_UNAVAILABLE
     */
    public Schema writerSchema(int schemaId) {
        try {
            ParsedSchema schema = client.getSchemaById(schemaId);
            if (schema instanceof AvroSchema avro) {
                return avro.rawSchema();
            }
            throw notAvro(schemaId);
        } catch (RestClientException e) {
            if (registryHasNone(e)) {
                throw new TokenizationException(
                        FailureCode.UNKNOWN_SCHEMA,
                        "The schema registry does not know schema id " + schemaId
                                + ". Write the record with the registry that this platform reads from.",
                        e);
            }
            throw unavailable("asked for schema id " + schemaId, e);
        } catch (IOException e) {
            // The client tells a schema that no provider can parse by this message alone.
            if (e.getMessage() != null && e.getMessage().startsWith("Invalid schema")) {
                throw notAvro(schemaId);
            }
            throw unavailable("asked for schema id " + schemaId, e);
        }
    }

    SchemaRegistryClient client() {
        return client;
    }

    /**
     * Whether the registry itself says that it has no such thing. A bare 404 comes from a wrong path in the address or
     * from a proxy, and must not turn good records into dead letters.
     */
    static boolean registryHasNone(RestClientException answer) {
        return answer.getErrorCode() / 100 == NOT_FOUND_CODES;
    }

    /** SCHEMA_UNAVAILABLE; the message leaves addresses out, for it may end in a header. */
    static TokenizationException unavailable(String question, Exception cause) {
        String answer = cause instanceof RestClientException rest
                ? "answered with status " + rest.getStatus()
                : "did not answer (" + cause.getClass().getSimpleName() + ")";
        return new TokenizationException(
                FailureCode.SCHEMA_UNAVAILABLE,
                "The schema registry " + answer + " when " + question + ". Check that it runs, and " + URL_SETTING
                        + " and the credentials.",
                cause);
    }

    private static TokenizationException notAvro(int schemaId) {
        return new TokenizationException(
                FailureCode.UNEXPECTED_SCHEMA,
                "Schema id " + schemaId
                        + " is not a valid Avro schema. Write the record with the topic's Avro schema.");
    }

    /** Closes the client. */
    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The schema registry client did not close.", e);
        }
    }
}
