package io.tokenloom.wire;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.io.IOException;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * The registry's subjects of our topics, one per topic under Confluent's TopicNameStrategy. Thread-safe; used when a job
 * starts, never per record.
 */
public final class Subjects {
    /** Every version can read every other, so that producers and consumers upgrade in any order and old data stays readable. */
    private static final String REQUIRED_LEVEL = CompatibilityLevel.FULL_TRANSITIVE.name;

    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final int MAX_REASON_CHARS = 2000;

    private final SchemaRegistryClient client;

    /** Subjects of the registry behind a source, which stays the caller's to close. */
    public Subjects(SchemaSource schemas) {
        this.client = schemas.client();
    }

    /** Subject of a topic's values. */
    public static String ofValue(String topic) {
        return topic + "-value";
    }

    /**
     * Registers a record type for a topic's values, where it isn't yet, and sees to it that the subject's compatibility
     * is FULL_TRANSITIVE. Doing it again changes nothing.
     *
     * @return the schema id
     * @throws TokenizationException UNEXPECTED_SCHEMA if the registry refuses the schema, with its reason;
     *     SCHEMA_UNAVAILABLE if the registry does not answer, or does not keep the compatibility
     */
    public int register(String topic, Class<? extends SpecificRecord> type) {
        String subject = ofValue(topic);
        try {
            boolean levelIsSet = requireLevel(subject);
            int schemaId = client.register(subject, new AvroSchema(portableSchema(type)));
            if (!levelIsSet) {
                requireLevel(subject);
            }
            verifyLevel(subject);
            return schemaId;
        } catch (RestClientException e) {
            if (e.getStatus() == CONFLICT || e.getStatus() == UNPROCESSABLE) {
                throw refused(subject, type, e);
            }
            throw SchemaSource.unavailable("asked to register a schema under " + subject, e);
        } catch (IOException e) {
            throw SchemaSource.unavailable("asked to register a schema under " + subject, e);
        }
    }

    /**
     * The schema id of a record type that someone else registered for a topic's values. Writes nothing.
     *
     * @throws TokenizationException UNKNOWN_SCHEMA if it isn't registered there, SCHEMA_UNAVAILABLE
     */
    public int lookUp(String topic, Class<? extends SpecificRecord> type) {
        String subject = ofValue(topic);
        try {
            return client.getId(subject, new AvroSchema(portableSchema(type)));
        } catch (RestClientException e) {
            if (SchemaSource.registryHasNone(e)) {
                throw new TokenizationException(
                        FailureCode.UNKNOWN_SCHEMA,
                        "Subject " + subject + " has no version that is " + type.getName()
                                + " as this platform knows it. Register the schema there, or turn provisioning on.",
                        e);
            }
            throw SchemaSource.unavailable("asked for a schema of " + subject, e);
        } catch (IOException e) {
            throw SchemaSource.unavailable("asked for a schema of " + subject, e);
        }
    }

    /**
     * Full name of the records that a topic's values are, by their latest schema; empty where nobody registered one.
     *
     * @throws TokenizationException SCHEMA_UNAVAILABLE
     */
    public Optional<String> recordName(String topic) {
        String subject = ofValue(topic);
        try {
            String schema = client.getLatestSchemaMetadata(subject).getSchema();
            return Optional.of(new Schema.Parser().parse(schema).getFullName());
        } catch (RestClientException e) {
            if (SchemaSource.registryHasNone(e)) {
                return Optional.empty();
            }
            throw SchemaSource.unavailable("asked for the schema of " + subject, e);
        } catch (IOException e) {
            throw SchemaSource.unavailable("asked for the schema of " + subject, e);
        } catch (SchemaParseException e) {
            // Another application's, of another kind.
            return Optional.of(subject);
        }
    }

    /** The schema as it is registered: the class's, without what Java's code generator adds. */
    public static Schema portableSchema(Class<? extends SpecificRecord> type) {
        return PortableSchema.of(SpecificData.get().getSchema(type));
    }

    /** Whether it could be set: some registries know no level for a subject that has no schema yet. */
    private boolean requireLevel(String subject) throws IOException, RestClientException {
        if (REQUIRED_LEVEL.equals(level(subject))) {
            return true;
        }
        try {
            client.updateCompatibility(subject, REQUIRED_LEVEL);
            return true;
        } catch (RestClientException e) {
            if (SchemaSource.registryHasNone(e)) {
                return false;
            }
            throw e;
        }
    }

    private void verifyLevel(String subject) throws IOException, RestClientException {
        String level = level(subject);
        if (!REQUIRED_LEVEL.equals(level)) {
            throw new TokenizationException(
                    FailureCode.SCHEMA_UNAVAILABLE,
                    "Subject " + subject + " has compatibility " + level + " after it was set to " + REQUIRED_LEVEL
                            + ". Allow this platform to set it, or set it yourself and turn provisioning off.");
        }
    }

    private String level(String subject) throws IOException, RestClientException {
        try {
            return client.getCompatibility(subject);
        } catch (RestClientException e) {
            if (SchemaSource.registryHasNone(e)) {
                return "the registry's default";
            }
            throw e;
        }
    }

    private static TokenizationException refused(
            String subject, Class<? extends SpecificRecord> type, RestClientException cause) {
        String reason = cause.getMessage();
        return new TokenizationException(
                FailureCode.UNEXPECTED_SCHEMA,
                "Subject " + subject + " refuses the schema of " + type.getName() + ": "
                        + reason.substring(0, Math.min(reason.length(), MAX_REASON_CHARS))
                        + " Another application uses this subject, or a schema changed in an incompatible way: use another"
                        + " topic, or mend the schema.",
                cause);
    }
}
