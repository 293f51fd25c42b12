package io.tokenloom.streams.statistics;

import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenStatistics;
import io.tokenloom.record.TokenizerVersion;
import io.tokenloom.streams.wire.TokenWire;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.AvroRecordWriter;
import io.tokenloom.wire.LocalRegistry;
import io.tokenloom.wire.SchemaSource;
import io.tokenloom.wire.Subjects;
import java.nio.ByteBuffer;
import java.util.Map;

/** A registry, and what writes and reads records by it. */
final class TestWire implements AutoCloseable {
    static final String TOPIC = "tokens.text.v1";

    private final LocalRegistry registry = LocalRegistry.start();
    private final SchemaSource schemas = SchemaSource.connect(registry.settings());
    private final AvroRecordWriter<TokenSequence> sequences;
    private final AvroRecordWriter<TokenEmbeddings> embeddings;
    private final AvroRecordWriter<TokenizerVersion> versions;
    private final TokenWire wire;

    TestWire() {
        Subjects subjects = new Subjects(schemas);
        String tokenizers = TopicCatalogue.TOKENIZERS.name();
        String statistics = TopicCatalogue.STATISTICS.name();
        sequences = AvroRecordWriter.of(TokenSequence.class, subjects.register(TOPIC, TokenSequence.class));
        embeddings = AvroRecordWriter.of(
                TokenEmbeddings.class, subjects.register("tokens.vectors.v1", TokenEmbeddings.class));
        versions = AvroRecordWriter.of(TokenizerVersion.class, subjects.register(tokenizers, TokenizerVersion.class));
        wire = new TokenWire(schemas, Map.of(statistics, subjects.register(statistics, TokenStatistics.class)));
    }

    byte[] framed(TokenSequence record) {
        return sequences.write(record);
    }

    byte[] framed(TokenEmbeddings record) {
        return embeddings.write(record);
    }

    byte[] version(int vocabularySize) {
        return versions.write(TokenizerVersion.newBuilder()
                .setName("test")
                .setVersion("1")
                .setFingerprint(TestTokens.TOKENIZER)
                .setSha256(ByteBuffer.allocate(32))
                .setModality("text")
                .setVocabularySize(vocabularySize)
                .setManifest("")
                .build());
    }

    TokenStatistics read(byte[] value) {
        return AvroRecordReader.of(TokenStatistics.class, schemas).read(value);
    }

    TokenWire wire() {
        return wire;
    }

    @Override
    public void close() {
        schemas.close();
        registry.close();
    }
}
