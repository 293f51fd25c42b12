package io.tokenloom.reader.records;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.reader.ReaderException;
import io.tokenloom.record.TokenizerVersion;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.SchemaSource;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What tokenizer fingerprints stand for, as {@code tokens.tokenizers.v1} says. Thread-safe: immutable. */
public final class TokenizerCatalogue {
    private final Map<String, TokenizerVersion> versions;

    private TokenizerCatalogue(Map<String, TokenizerVersion> versions) {
        this.versions = Map.copyOf(versions);
    }

    /**
     * Reads the topic; a topic that is not there knows no tokenizer, and a record that can't be read is left out.
     *
     * @throws ReaderException "unreachable" if Kafka or the registry does not answer
     */
    public static TokenizerCatalogue read(CommittedRecords records, SchemaSource schemas) {
        AvroRecordReader<TokenizerVersion> reader = AvroRecordReader.of(TokenizerVersion.class, schemas);
        Map<String, TokenizerVersion> versions = new HashMap<>();
        records.visit(records.ranges(TopicCatalogue.TOKENIZERS.name()), read -> {
            if (read.key() != null && read.value() != null) {
                version(reader, read)
                        .ifPresent(version -> versions.put(new String(read.key(), StandardCharsets.UTF_8), version));
            }
        });
        return new TokenizerCatalogue(versions);
    }

    /** The tokenizer with this short fingerprint, if it is known. */
    public Optional<TokenizerVersion> find(byte[] shortFingerprint) {
        return Optional.ofNullable(versions.get(HexFormat.of().formatHex(shortFingerprint)));
    }

    private static Optional<TokenizerVersion> version(
            AvroRecordReader<TokenizerVersion> reader, ConsumerRecord<byte[], byte[]> read) {
        try {
            return Optional.of(reader.read(read.value()));
        } catch (TokenizationException e) {
            if (e.code() == FailureCode.SCHEMA_UNAVAILABLE) {
                throw ReaderException.unreachable(e.getMessage(), e);
            }
            return Optional.empty();
        }
    }
}
