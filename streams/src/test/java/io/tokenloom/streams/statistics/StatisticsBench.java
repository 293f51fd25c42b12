package io.tokenloom.streams.statistics;

import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenStatistics;
import io.tokenloom.streams.wire.UnexpectedFailures;
import io.tokenloom.topics.TopicCatalogue;
import java.util.List;
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

/** The app under Kafka Streams' test driver; records go in and out as the bytes that they are on topics. */
final class StatisticsBench implements AutoCloseable {
    private final TestWire wire;
    private final StatisticsOptions options;
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> tokens;
    private TestInputTopic<String, byte[]> tokenizers;
    private TestOutputTopic<String, byte[]> statistics;
    private TestOutputTopic<byte[], byte[]> deadLetters;

    private StatisticsBench(TestWire wire, StatisticsOptions options) {
        this.options = options;
        this.wire = wire;
    }

    /** The app with these options; the wire stays the caller's to close. */
    static StatisticsBench of(TestWire wire, StatisticsOptions options) {
        StatisticsBench bench = new StatisticsBench(wire, options);
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "statistics-test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, UnexpectedFailures.class);
        settings.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, options.deadLetters());
        bench.driver = new TopologyTestDriver(options.topology(wire.wire()), settings);
        bench.tokens =
                bench.driver.createInputTopic(TestWire.TOPIC, new ByteArraySerializer(), new ByteArraySerializer());
        bench.tokenizers = bench.driver.createInputTopic(
                TopicCatalogue.TOKENIZERS.name(), new StringSerializer(), new ByteArraySerializer());
        bench.statistics =
                bench.driver.createOutputTopic(options.to(), new StringDeserializer(), new ByteArrayDeserializer());
        bench.deadLetters = bench.driver.createOutputTopic(
                options.deadLetters(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        return bench;
    }

    static StatisticsOptions options() {
        return StatisticsOptions.of("looks", List.of(TestWire.TOPIC));
    }

    void pipe(TokenSequence... records) {
        for (TokenSequence record : records) {
            pipeRaw(wire.framed(record));
        }
    }

    void pipe(TokenEmbeddings record) {
        pipeRaw(wire.framed(record));
    }

    /** To another token topic of the app. */
    void pipeTo(String topic, TokenSequence record) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new byte[] {1}, wire.framed(record), TestTokens.NOON);
    }

    void pipeRaw(byte[] value) {
        tokens.pipeInput(new byte[] {1}, value, TestTokens.NOON);
    }

    void publish(int vocabularySize) {
        tokenizers.pipeInput(TestTokens.FINGERPRINT, wire.version(vocabularySize));
    }

    List<TestRecord<String, byte[]>> written() {
        return statistics.readRecordsToList();
    }

    List<TokenStatistics> statistics() {
        return written().stream().map(record -> wire.read(record.value())).toList();
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return deadLetters.readRecordsToList();
    }

    LatestStatistics latest() {
        return new LatestStatistics(
                options, driver::getKeyValueStore, wire.wire().schemas());
    }

    TopologyTestDriver driver() {
        return driver;
    }

    @Override
    public void close() {
        driver.close();
    }
}
