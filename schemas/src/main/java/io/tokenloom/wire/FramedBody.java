package io.tokenloom.wire;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * What every reader of framed records of one type shares: finding the writer's schema, refusing one that the type can't
 * read, and a failure code for whatever damaged bytes make Avro throw. Not thread-safe.
 *
 * @param <T> what is read of a record
 */
final class FramedBody<T> {
    private static final int MAX_DETAIL_CHARS = 200;

    private final Schema readerSchema;
    private final SchemaSource schemas;
    private final Plan<T> plan;
    private final BoundedDecoder decoder = new BoundedDecoder();
    private final Map<Integer, Body<T>> bodies = new HashMap<>();

    /** Reads bodies that were written with one schema. */
    @FunctionalInterface
    interface Body<T> {
        T read(BoundedDecoder decoder, int schemaId) throws IOException;
    }

    /** Makes the reader of bodies of a writer's schema, which the type is known to be able to read. */
    @FunctionalInterface
    interface Plan<T> {
        Body<T> bodyOf(Schema writerSchema);
    }

    FramedBody(Schema readerSchema, SchemaSource schemas, Plan<T> plan) {
        this.readerSchema = readerSchema;
        this.schemas = schemas;
        this.plan = plan;
    }

    T read(byte[] value) {
        int schemaId = ConfluentFraming.schemaId(value);
        Body<T> body = bodies.get(schemaId);
        if (body == null) {
            body = plan.bodyOf(writerSchema(schemaId));
            bodies.put(schemaId, body);
        }
        decoder.reset(value, ConfluentFraming.HEADER_BYTES);
        try {
            return body.read(decoder, schemaId);
        } catch (EOFException e) {
            throw damaged(schemaId, value, "ends before its schema does: " + e.getMessage(), e);
        } catch (AvroTypeException e) {
            throw new TokenizationException(
                    FailureCode.UNEXPECTED_SCHEMA,
                    "The record of schema id " + schemaId + " holds a value that " + readerSchema.getName()
                            + " can't hold. Write it with the topic's schema.",
                    e);
        } catch (TokenizationException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Avro's reader meets damaged bytes with whatever exception it runs into.
            throw damaged(schemaId, value, "does not follow its schema", e);
        } finally {
            decoder.release();
        }
    }

    private Schema writerSchema(int schemaId) {
        Schema writerSchema = schemas.writerSchema(schemaId);
        var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(readerSchema, writerSchema);
        if (compatibility.getType() != SchemaCompatibilityType.COMPATIBLE) {
            String reasons = compatibility.getResult().getIncompatibilities().stream()
                    .map(reason -> reason.getType() + " at " + reason.getLocation())
                    .reduce((first, second) -> first + ", " + second)
                    .orElse("no reason given");
            throw new TokenizationException(
                    FailureCode.UNEXPECTED_SCHEMA,
                    "Schema id " + schemaId + " (" + abbreviated(writerSchema.getFullName())
                            + ") can't be read as " + readerSchema.getFullName() + ": " + abbreviated(reasons)
                            + ". Write the record with the topic's schema.");
        }
        return writerSchema;
    }

    private TokenizationException damaged(int schemaId, byte[] value, String what, Exception cause) {
        return new TokenizationException(
                FailureCode.TRUNCATED_RECORD,
                "The " + readerSchema.getName() + " of schema id " + schemaId + " in " + value.length + " bytes " + what
                        + ". Write it again, whole.",
                cause);
    }

    private static String abbreviated(String text) {
        return text.length() <= MAX_DETAIL_CHARS ? text : text.substring(0, MAX_DETAIL_CHARS) + "…";
    }
}
