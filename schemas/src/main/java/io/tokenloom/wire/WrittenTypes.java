package io.tokenloom.wire;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.TokenEmbeddings;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells token records of vectors from those of ids, by the name of the schema that they were written with. Not thread-safe.
 */
public final class WrittenTypes {
    private static final String VECTORS = TokenEmbeddings.getClassSchema().getFullName();

    private final SchemaSource schemas;
    private final Map<Integer, Boolean> vectors = new HashMap<>();

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
        int schemaId = ConfluentFraming.schemaId(value);
        Boolean known = vectors.get(schemaId);
        if (known == null) {
            known = schemas.writerSchema(schemaId).getFullName().equals(VECTORS);
            vectors.put(schemaId, known);
        }
        return known;
    }
}
