package io.tokenloom.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.record.TextAttributes;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.VocabularyDelta;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.wire.AvroRecordWriter;
import io.tokenloom.wire.LocalRegistry;
import io.tokenloom.wire.SchemaSource;
import io.tokenloom.wire.Subjects;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a consumer whose topic the test fills. */
class VocabularyDeltasTest {
    private static final String TOPIC = TopicCatalogue.VOCABULARIES.name();
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final TokenizerFingerprint TOKENIZER = new TokenizerFingerprint(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    private static final Duration NO_PATIENCE = Duration.ZERO;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private LocalRegistry registry;
    private SchemaSource schemas;
    private AvroRecordWriter<VocabularyDelta> writer;
    private long offset;

    @BeforeEach
    void start() throws Exception {
        registry = LocalRegistry.start();
        schemas = SchemaSource.connect(registry.settings());
        writer = AvroRecordWriter.of(
                VocabularyDelta.class, new Subjects(schemas).register(TOPIC, VocabularyDelta.class));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 0L));
    }

    @AfterEach
    void stop() {
        schemas.close();
        registry.close();
    }

    @Test
    void givesDeltasByTheKeyThatARecordNames() {
        VocabularyDeltas deltas = reading(VocabularyDeltas.DEFAULT_CACHE_BYTES);
        consumer.schedulePollTask(() -> List.of(1, 2, 3).forEach(this::publish));

        assertThat(deltas.get(key(2), PATIENCE)).isEqualTo(delta(2));
        assertThat(deltas.get(VocabularyKey.neededBy(naming(version(3))).orElseThrow(), NO_PATIENCE))
                .isEqualTo(delta(3));
        assertThat(VocabularyKey.neededBy(naming(new byte[0]))).isEmpty();
        assertThat(key(0x1f)).hasToString("0102030405060708/1f1f");
    }

    @Test
    void waitsForADeltaThatComesLater() {
        VocabularyDeltas deltas = reading(VocabularyDeltas.DEFAULT_CACHE_BYTES);
        for (int empty = 0; empty < 3; empty++) {
            consumer.schedulePollTask(() -> {});
        }
        consumer.schedulePollTask(() -> publish(7));

        assertThat(deltas.get(key(7), PATIENCE)).isEqualTo(delta(7));
    }

    @Test
    void saysWhatIsMissingAndWhatToDo() {
        VocabularyDeltas deltas = reading(VocabularyDeltas.DEFAULT_CACHE_BYTES);

        assertThatThrownBy(() -> deltas.get(key(7), NO_PATIENCE))
                .isInstanceOf(MissingVocabularyException.class)
                .hasMessageContaining(
                        "0102030405060708/0707 did not come within 0 ms: it is not among the committed records of "
                                + TOPIC)
                .hasMessageContaining("wait longer");
        publish(7);
        assertThat(deltas.get(key(7), NO_PATIENCE)).isEqualTo(delta(7));
    }

    @Test
    void saysThatThereIsNoTopic() {
        assertThatThrownBy(() -> new VocabularyDeltas(consumer, schemas, 1).get(key(7), NO_PATIENCE))
                .hasMessageContaining("there is no topic " + TOPIC);
    }

    @Test
    void readsAgainWhatItLetGo() {
        VocabularyDeltas deltas = reading(1);
        consumer.schedulePollTask(() -> List.of(1, 2, 3).forEach(this::publish));
        assertThat(deltas.get(key(3), PATIENCE)).isEqualTo(delta(3));

        consumer.schedulePollTask(() -> {});
        consumer.schedulePollTask(this::publishAllAgain);

        assertThat(deltas.get(key(1), NO_PATIENCE)).isEqualTo(delta(1));
        publish(4);
        assertThat(deltas.get(key(4), PATIENCE)).isEqualTo(delta(4));
    }

    @Test
    void findsADeltaThatThoseReadWithItPushOut() {
        VocabularyDeltas deltas = reading(1);
        consumer.schedulePollTask(() -> List.of(1, 2, 3).forEach(this::publish));

        assertThat(deltas.get(key(1), NO_PATIENCE)).isEqualTo(delta(1));
    }

    /** What lies on the topic, which this consumer gives only once. */
    private void publishAllAgain() {
        offset = 0;
        List.of(1, 2, 3).forEach(this::publish);
    }

    private VocabularyDeltas reading(long cacheBytes) {
        consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, Node.noNode(), new Node[0], new Node[0])));
        return new VocabularyDeltas(consumer, schemas, cacheBytes);
    }

    private void publish(int number) {
        if (consumer.assignment().isEmpty()) {
            throw new AssertionError("nobody reads");
        }
        consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, offset++, key(number).bytes(), writer.write(delta(number))));
        consumer.updateEndOffsets(Map.of(PARTITION, offset));
    }

    private static VocabularyKey key(int number) {
        return VocabularyKey.of(TOKENIZER, version(number));
    }

    private static byte[] version(int number) {
        return new byte[] {(byte) number, (byte) number};
    }

    private static VocabularyDelta delta(int number) {
        return VocabularyDelta.newBuilder()
                .setTokenizer(TOKENIZER)
                .setVersion(ByteBuffer.wrap(version(number)))
                .setBase(new TokenizerFingerprint(new byte[8]))
                .setBaseSize(100)
                .setLefts(List.of(number))
                .setRights(List.of(2))
                .setResults(List.of(100))
                .setTokens(List.of(ByteBuffer.wrap(new byte[] {'a', 'b'})))
                .build();
    }

    private static TokenSequence naming(byte[] version) {
        TokenSequence tokens = new TokenSequence();
        tokens.setTokenizer(TOKENIZER);
        tokens.setText(TextAttributes.newBuilder()
                .setVocabularyDelta(ByteBuffer.wrap(version))
                .build());
        return tokens;
    }
}
