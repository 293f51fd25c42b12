package io.tokenloom.wire;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.TokenEmbeddings;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells what records are by the name of the schema that they were written with: token records of vectors from those of ids,
 * and both from others. Not thread-safe.
 */
public final class WrittenTypes {
    private static final String VECTORS = TokenEmbeddings.getClassSchema().getFullName();

    private final SchemaSource schemas;
    private final Map<Integer, String> names = new HashMap<>();

    /** Asks this source, which stays the caller's to close. */
    public WrittenTypes(SchemaSource schemas) {
        this.schemas = schemas;
    }

    /**
     * Whether a framed value is a record of vectors. What is no token record at all is not; its reader tells so.
     *
     * @throws TokenizationException if it is not framed, or its schema can't be had
     */
    public boolean isVectors(byte[] value) {
        return name(value).equals(VECTORS);
    }

    /**
     * Full name of the record that a framed value is.
     *
     * @throws TokenizationException if it is not framed, or its schema can't be had
     */
    public String name(byte[] value) {
        int schemaId = ConfluentFraming.schemaId(value);
        String known = names.get(schemaId);
        if (known == null) {
            known = schemas.writerSchema(schemaId).getFullName();
            names.put(schemaId, known);
        }
        return known;
    }
}
