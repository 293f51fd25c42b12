package io.tokenloom.streams.wire;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.SchemaSource;
import io.tokenloom.wire.WrittenTypes;

/** Reads values of token topics. Not thread-safe: one for each task. */
public final class TokenValueReader {
    private final WrittenTypes types;
    private final AvroRecordReader<TokenSequence> sequences;
    private final AvroRecordReader<TokenEmbeddings> embeddings;

    TokenValueReader(SchemaSource schemas) {
        this.types = new WrittenTypes(schemas);
        this.sequences = AvroRecordReader.of(TokenSequence.class, schemas);
        this.embeddings = AvroRecordReader.of(TokenEmbeddings.class, schemas);
    }

    /**
     * The token record in a framed value.
     *
     * @throws TokenizationException as {@link AvroRecordReader#read}
     */
    public TokenValue read(byte[] value) {
        return types.isVectors(value)
                ? new TokenValue.Vectors(embeddings.read(value))
                : new TokenValue.Ids(sequences.read(value));
    }
}
