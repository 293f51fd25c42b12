package io.tokenloom.streams.statistics;

import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenStatistics;
import io.tokenloom.record.TokenizerVersion;
import io.tokenloom.streams.wire.TestRegistry;
import io.tokenloom.streams.wire.TokenWire;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.wire.AvroRecordWriter;
import java.nio.ByteBuffer;
import java.util.Map;

/** A registry, and what writes and reads records by it. */
final class TestWire implements AutoCloseable {
    static final String TOPIC = "tokens.text.v1";

    private final TestRegistry registry = new TestRegistry();
    private final AvroRecordWriter<TokenSequence> sequences = registry.writer(TOPIC, TokenSequence.class);
    private final AvroRecordWriter<TokenEmbeddings> embeddings =
            registry.writer("tokens.vectors.v1", TokenEmbeddings.class);
    private final AvroRecordWriter<TokenizerVersion> versions =
            registry.writer(TopicCatalogue.TOKENIZERS.name(), TokenizerVersion.class);

    TestWire() {
        registry.register(TopicCatalogue.STATISTICS.name(), TokenStatistics.class);
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
        return registry.reader(TokenStatistics.class).read(value);
    }

    TokenWire wire() {
        return registry.wire(Map.of());
    }

    @Override
    public void close() {
        registry.close();
    }
}
