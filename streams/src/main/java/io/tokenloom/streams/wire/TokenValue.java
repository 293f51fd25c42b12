package io.tokenloom.streams.wire;

import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenSequence;

/** The value of a token topic's record: ids or vectors. */
public sealed interface TokenValue {
    /** Discrete tokens. */
    record Ids(TokenSequence sequence) implements TokenValue {}

    /** Continuous tokens. */
    record Vectors(TokenEmbeddings embeddings) implements TokenValue {}
}
