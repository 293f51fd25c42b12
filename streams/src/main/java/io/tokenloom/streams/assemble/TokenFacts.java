package io.tokenloom.streams.assemble;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.StreamPosition;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.wire.AvroFieldsReader;
import io.tokenloom.wire.SchemaSource;
import io.tokenloom.wire.WrittenTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of a token record decides where it belongs; its tokens are not read.
 *
 * @param source source record of its item, and which part of it
 * @param itemId id of the item
 * @param correlationId what it has in common with other items, if anything
 * @param eventTime of the item, microseconds
 * @param tokenizer which made it
 * @param streamKey of a frame; empty where it was not asked for
 */
record TokenFacts(
        SourceRef source,
        String itemId,
        Optional<String> correlationId,
        long eventTime,
        TokenizerFingerprint tokenizer,
        Optional<String> streamKey) {
    private static final long MICROS = 1_000_000;

    /** Reads them. Not thread-safe. */
    static final class Reader {
        private final WrittenTypes types;
        private final AvroFieldsReader sequences;
        private final AvroFieldsReader embeddings;

        /** @param streamKeys whether stream keys are asked for, which lie behind the tokens */
        Reader(SchemaSource schemas, boolean streamKeys) {
            List<String> fields =
                    new ArrayList<>(List.of("source", "itemId", "correlationId", "eventTime", "tokenizer"));
            if (streamKeys) {
                fields.add("stream");
            }
            this.types = new WrittenTypes(schemas);
            this.sequences = AvroFieldsReader.of(TokenSequence.class, fields, schemas);
            this.embeddings = AvroFieldsReader.of(TokenEmbeddings.class, fields, schemas);
        }

        /**
         * Those of a framed value.
         *
         * @throws TokenizationException as {@link AvroFieldsReader#read}
         */
        TokenFacts read(byte[] value) {
            Object[] fields = types.isVectors(value) ? embeddings.read(value) : sequences.read(value);
            StreamPosition stream = fields.length > 5 ? (StreamPosition) fields[5] : null;
            return new TokenFacts(
                    (SourceRef) fields[0],
                    fields[1].toString(),
                    Optional.ofNullable(fields[2]).map(Object::toString),
                    micros(fields[3]),
                    (TokenizerFingerprint) fields[4],
                    Optional.ofNullable(stream).map(StreamPosition::getStreamKey));
        }

        private static long micros(Object eventTime) {
            return eventTime instanceof Instant instant
                    ? Math.addExact(Math.multiplyExact(instant.getEpochSecond(), MICROS), instant.getNano() / 1000)
                    : (long) eventTime;
        }
    }
}
