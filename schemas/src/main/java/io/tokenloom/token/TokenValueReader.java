package io.tokenloom.token;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.SchemaSource;
import io.tokenloom.wire.WrittenTypes;

/** Reads values of token topics, of ids or of vectors. Not thread-safe. */
public final class TokenValueReader {
    private final WrittenTypes types;
    private final AvroRecordReader<TokenSequence> ids;
    private final AvroRecordReader<TokenEmbeddings> vectors;

    /** Reads with these schemas, which stay the caller's to close. */
    public TokenValueReader(SchemaSource schemas) {
        this.types = new WrittenTypes(schemas);
        this.ids = AvroRecordReader.of(TokenSequence.class, schemas);
        this.vectors = AvroRecordReader.of(TokenEmbeddings.class, schemas);
    }

    /**
     * The token record in a framed value.
     *
     * @throws TokenizationException as {@link AvroRecordReader#read}
     */
    public TokenRecord read(byte[] value) {
        return types.isVectors(value)
                ? new TokenRecord.Vectors(vectors.read(value))
                : new TokenRecord.Ids(ids.read(value));
    }
}
