package io.tokenloom.cli.records;

import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;

/** What a value on a token topic is, and what both kinds say of themselves. */
public sealed interface TokenRecord {
    /** Where it comes from. */
    SourceRef source();

    /** Id of the item; all its parts share it. */
    String itemId();

    /** Which tokenizer made it. */
    TokenizerFingerprint tokenizer();

    /** How many tokens it has: positions, at each of which is an id of each plane, or a vector. */
    int count();

    /** Discrete tokens. */
    record Ids(TokenSequence sequence) implements TokenRecord {
        @Override
        public SourceRef source() {
            return sequence.getSource();
        }

        @Override
        public String itemId() {
            return sequence.getItemId();
        }

        @Override
        public TokenizerFingerprint tokenizer() {
            return sequence.getTokenizer();
        }

        @Override
        public int count() {
            return sequence.getPlanes().isEmpty()
                    ? 0
                    : sequence.getPlanes().get(0).getIds().size();
        }
    }

    /** Continuous tokens. */
    record Vectors(TokenEmbeddings embeddings) implements TokenRecord {
        @Override
        public SourceRef source() {
            return embeddings.getSource();
        }

        @Override
        public String itemId() {
            return embeddings.getItemId();
        }

        @Override
        public TokenizerFingerprint tokenizer() {
            return embeddings.getTokenizer();
        }

        @Override
        public int count() {
            return embeddings.getShape().isEmpty() ? 0 : embeddings.getShape().get(0);
        }

        /** Numbers of each vector. */
        public long dimension() {
            return embeddings.getShape().stream()
                    .skip(1)
                    .mapToLong(Integer::longValue)
                    .reduce(1, (product, side) -> product * side);
        }
    }
}
