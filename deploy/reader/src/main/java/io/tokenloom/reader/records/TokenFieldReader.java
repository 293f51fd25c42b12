package io.tokenloom.reader.records;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.wire.AvroFieldReader;
import io.tokenloom.wire.SchemaSource;
import io.tokenloom.wire.WrittenTypes;

/**
 * Reads one field of token records, of ids or of vectors, for those who go over millions of records and need no more. Not
 * thread-safe.
 *
 * @param <F> the field's class
 */
public final class TokenFieldReader<F> {
    private final WrittenTypes types;
    private final AvroFieldReader<F> ofIds;
    private final AvroFieldReader<F> ofVectors;

    /**
     * Reads a field that both have; the schemas stay the caller's to close.
     *
     * @throws IllegalArgumentException if one of them has no such field
     */
    public TokenFieldReader(String field, Class<F> type, SchemaSource schemas) {
        this.types = new WrittenTypes(schemas);
        this.ofIds = AvroFieldReader.of(TokenSequence.class, field, type, schemas);
        this.ofVectors = AvroFieldReader.of(TokenEmbeddings.class, field, type, schemas);
    }

    /**
     * The field in a framed value.
     *
     * @throws TokenizationException as {@link AvroFieldReader#read}
     */
    public F read(byte[] value) {
        return types.isVectors(value) ? ofVectors.read(value) : ofIds.read(value);
    }
}
