package io.tokenloom.token;

import io.tokenloom.record.Framing;
import io.tokenloom.record.SequenceLayout;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.StreamPosition;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.Truncation;
import io.tokenloom.record.TruncationKind;
import java.time.Instant;
import java.util.Optional;

/** What a value on a token topic is, and what both kinds say of themselves. */
public sealed interface TokenRecord {
    /** Where it comes from. */
    SourceRef source();

    /** Id of the item; all its parts share it. */
    String itemId();

    /** What it has in common with items of other modalities, if anything. */
    Optional<String> correlationId();

    /** Event time of the item. */
    Instant eventTime();

    /** Which tokenizer made it. */
    TokenizerFingerprint tokenizer();

    /** How many tokens it has: positions, at each of which is an id of each plane, or a vector. */
    int count();

    /** Which cuts are valid. */
    Truncation truncation();

    /** How its tokens lie in a longer sequence, if it says so. */
    Optional<SequenceLayout> layout();

    /** Its place in a stream, if it is of a picture. */
    Optional<StreamPosition> stream();

    /** How its ids sit among those of a language model, if it says so. */
    Optional<Framing> framing();

    /** Bytes of its ids or numbers. */
    long sizeInBytes();

    /** Position of its first token in the full sequence: over 0 in an upgrade. */
    default int firstToken() {
        return layout().map(SequenceLayout::getFirstToken).orElse(0);
    }

    /** Whether it has valid prefixes or levels besides its whole. */
    default boolean canBeCut() {
        return truncation().getKind() != TruncationKind.NONE;
    }

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
        public Optional<String> correlationId() {
            return Optional.ofNullable(sequence.getCorrelationId());
        }

        @Override
        public Instant eventTime() {
            return sequence.getEventTime();
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

        @Override
        public Truncation truncation() {
            return sequence.getTruncation();
        }

        @Override
        public Optional<SequenceLayout> layout() {
            return Optional.ofNullable(sequence.getLayout());
        }

        @Override
        public Optional<StreamPosition> stream() {
            return Optional.ofNullable(sequence.getStream());
        }

        @Override
        public Optional<Framing> framing() {
            return Optional.ofNullable(sequence.getFraming());
        }

        @Override
        public long sizeInBytes() {
            return (long) Integer.BYTES * count() * sequence.getPlanes().size();
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
        public Optional<String> correlationId() {
            return Optional.ofNullable(embeddings.getCorrelationId());
        }

        @Override
        public Instant eventTime() {
            return embeddings.getEventTime();
        }

        @Override
        public TokenizerFingerprint tokenizer() {
            return embeddings.getTokenizer();
        }

        @Override
        public int count() {
            return embeddings.getShape().isEmpty() ? 0 : embeddings.getShape().get(0);
        }

        @Override
        public Truncation truncation() {
            return embeddings.getTruncation();
        }

        @Override
        public Optional<SequenceLayout> layout() {
            return Optional.ofNullable(embeddings.getLayout());
        }

        @Override
        public Optional<StreamPosition> stream() {
            return Optional.ofNullable(embeddings.getStream());
        }

        @Override
        public Optional<Framing> framing() {
            return Optional.ofNullable(embeddings.getFraming());
        }

        @Override
        public long sizeInBytes() {
            return embeddings.getValues().remaining();
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
