package io.tokenloom.streams.statistics;

import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenStatistics;
import io.tokenloom.record.TokenizerVersion;
import io.tokenloom.streams.wire.TokenWire;
import io.tokenloom.streams.wire.UnexpectedFailures;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.AvroRecordWriter;
import io.tokenloom.wire.LocalRegistry;
import io.tokenloom.wire.SchemaSource;
import io.tokenloom.wire.Subjects;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The app under Kafka Streams' test driver, with a registry; records go in and out as the bytes that they are on topics. */
final class StatisticsBench implements AutoCloseable {
    static final String TOPIC = "tokens.text.v1";
    private static final String VECTOR_TOPIC = "tokens.vectors.v1";

    private final LocalRegistry registry = LocalRegistry.start();
    private final SchemaSource schemas = SchemaSource.connect(registry.settings());
    private final Subjects subjects = new Subjects(schemas);
    private final AvroRecordWriter<TokenSequence> sequences =
            AvroRecordWriter.of(TokenSequence.class, subjects.register(TOPIC, TokenSequence.class));
    private final AvroRecordWriter<TokenEmbeddings> embeddings =
            AvroRecordWriter.of(TokenEmbeddings.class, subjects.register(VECTOR_TOPIC, TokenEmbeddings.class));
    private final AvroRecordWriter<TokenizerVersion> versions = AvroRecordWriter.of(
            TokenizerVersion.class, subjects.register(TopicCatalogue.TOKENIZERS.name(), TokenizerVersion.class));
    private final TokenWire wire;
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> tokens;
    private TestInputTopic<String, byte[]> tokenizers;
    private TestOutputTopic<String, byte[]> statistics;
    private TestOutputTopic<byte[], byte[]> deadLetters;

    private StatisticsBench() {
        wire = new TokenWire(
                schemas,
                Map.of(
                        TopicCatalogue.STATISTICS.name(),
                        subjects.register(TopicCatalogue.STATISTICS.name(), TokenStatistics.class)));
    }

    /** Only what the app reads and writes with. */
    static StatisticsBench withoutApp() {
        return new StatisticsBench();
    }

    static StatisticsBench of(StatisticsOptions options) {
        StatisticsBench bench = new StatisticsBench();
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "statistics-test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, UnexpectedFailures.class);
        settings.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, options.deadLetters());
        bench.driver = new TopologyTestDriver(options.topology(bench.wire), settings);
        bench.tokens = bench.driver.createInputTopic(TOPIC, new ByteArraySerializer(), new ByteArraySerializer());
        bench.tokenizers = bench.driver.createInputTopic(
                TopicCatalogue.TOKENIZERS.name(), new StringSerializer(), new ByteArraySerializer());
        bench.statistics =
                bench.driver.createOutputTopic(options.to(), new StringDeserializer(), new ByteArrayDeserializer());
        bench.deadLetters = bench.driver.createOutputTopic(
                options.deadLetters(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        return bench;
    }

    static StatisticsOptions options() {
        return StatisticsOptions.of("looks", List.of(TOPIC));
    }

    void pipe(TokenSequence... records) {
        for (TokenSequence record : records) {
            pipeRaw(framed(record));
        }
    }

    void pipe(TokenEmbeddings record) {
        pipeRaw(embeddings.write(record));
    }

    void pipeRaw(byte[] value) {
        tokens.pipeInput(new byte[] {1}, value, TestTokens.NOON);
    }

    void publish(int vocabularySize) {
        tokenizers.pipeInput(
                TestTokens.FINGERPRINT,
                versions.write(TokenizerVersion.newBuilder()
                        .setName("test")
                        .setVersion("1")
                        .setFingerprint(TestTokens.TOKENIZER)
                        .setSha256(ByteBuffer.allocate(32))
                        .setModality("text")
                        .setVocabularySize(vocabularySize)
                        .setManifest("")
                        .build()));
    }

    byte[] framed(TokenSequence record) {
        return sequences.write(record);
    }

    List<TestRecord<String, byte[]>> written() {
        return statistics.readRecordsToList();
    }

    List<TokenStatistics> statistics() {
        return written().stream().map(record -> read(record.value())).toList();
    }

    TokenStatistics read(byte[] value) {
        return AvroRecordReader.of(TokenStatistics.class, schemas).read(value);
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return deadLetters.readRecordsToList();
    }

    LatestStatistics latest() {
        return new LatestStatistics(() -> driver.getKeyValueStore(StatisticsTopology.LATEST), schemas);
    }

    TopologyTestDriver driver() {
        return driver;
    }

    TokenWire wire() {
        return wire;
    }

    @Override
    public void close() {
        if (driver != null) {
            driver.close();
        }
        schemas.close();
        registry.close();
    }
}
