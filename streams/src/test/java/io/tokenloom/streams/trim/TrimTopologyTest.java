package io.tokenloom.streams.trim;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.record.ContentDigest;
import io.tokenloom.record.ElementType;
import io.tokenloom.record.Geometry;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.Truncation;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.streams.wire.TestRegistry;
import io.tokenloom.streams.wire.TestSettings;
import io.tokenloom.token.EmbeddingNumbers;
import io.tokenloom.token.TokenTrimming;
import io.tokenloom.wire.IntList;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrimTopologyTest {
    private static final String FROM = "tokens.visual.v1";
    private static final String TO = "tokens.visual.small.v1";
    private static final String DEAD_LETTERS = "tokens.dlq.v1";
    private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000L);

    @TempDir
    Path state;

    private final TestRegistry registry = new TestRegistry();
    private TopologyTestDriver driver;

    @AfterEach
    void close() {
        driver.close();
        registry.close();
    }

    @Test
    void cutsToAsManyTokensAsAreValid() {
        TokenSequence whole = sequence(TruncationKind.SCALE_BOUNDARY, List.of(4, 16, 64));
        List<TestRecord<byte[], byte[]>> cut = run(new Cut.Tokens(20), Payload.IDS, whole);
        assertThat(registry.reader(TokenSequence.class).read(cut.get(0).value()))
                .isEqualTo(TokenTrimming.toTokens(whole, 16));
        assertThat(cut.get(0).key()).asString().isEqualTo("camera");
        assertThat(cut.get(0).timestamp()).isEqualTo(TIME.toEpochMilli());
        assertThat(cut.get(0).headers().lastHeader("traceparent").value())
                .asString()
                .isEqualTo("trace");
    }

    @Test
    void cutsToABudgetOfBytes() {
        // 12 bits each: 96 bytes are 64 tokens, 50 bytes are 33.
        TokenSequence whole = sequence(TruncationKind.ANY_PREFIX, List.of());
        List<TestRecord<byte[], byte[]>> cut = run(new Cut.Bytes(50), Payload.IDS, whole);
        assertThat(registry.reader(TokenSequence.class).read(cut.get(0).value()))
                .isEqualTo(TokenTrimming.toTokens(whole, 33));
    }

    @Test
    void derivesALevelOfVectors() {
        TokenEmbeddings whole = embeddings();
        List<TestRecord<byte[], byte[]>> cut = run(new Cut.Level(4), Payload.VECTORS, whole);
        TokenEmbeddings level =
                registry.reader(TokenEmbeddings.class).read(cut.get(0).value());
        assertThat(level).isEqualTo(TokenTrimming.toTokens(whole, 4));
        assertThat(level.getShape()).containsExactly(4, 2);
    }

    @Test
    void makesWhatCanNotBeCutADeadLetterAndGoesOn() {
        TokenSequence uncuttable = sequence(TruncationKind.NONE, List.of());
        TokenSequence good = sequence(TruncationKind.ANY_PREFIX, List.of());
        assertThat(run(new Cut.Tokens(20), Payload.IDS, uncuttable, good)).hasSize(1);
        assertThat(codes()).containsExactly("TOKEN_BUDGET");
    }

    @Test
    void refusesVectorsWhereIdsAreCut() {
        assertThat(run(new Cut.Tokens(20), Payload.VECTORS, sequence(TruncationKind.NONE, List.of())))
                .isEmpty();
        assertThat(codes()).containsExactly("UNEXPECTED_SCHEMA");
    }

    @Test
    void passesTombstonesOn() {
        start(new Cut.Tokens(20), Payload.IDS);
        driver.createInputTopic(FROM, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput("camera".getBytes(StandardCharsets.UTF_8), null, TIME);
        assertThat(output(TO)).singleElement().satisfies(record -> assertThat(record.value())
                .isNull());
    }

    private List<TestRecord<byte[], byte[]>> run(Cut cut, Payload payload, SpecificRecord... records) {
        start(cut, payload);
        for (SpecificRecord record : records) {
            byte[] value = record instanceof TokenSequence sequence
                    ? registry.writer(FROM, TokenSequence.class).write(sequence)
                    : registry.writer(FROM, TokenEmbeddings.class).write((TokenEmbeddings) record);
            RecordHeaders headers = new RecordHeaders();
            headers.add("traceparent", "trace".getBytes(StandardCharsets.UTF_8));
            driver.createInputTopic(FROM, new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(new TestRecord<>("camera".getBytes(StandardCharsets.UTF_8), value, headers, TIME));
        }
        return output(TO);
    }

    private void start(Cut cut, Payload payload) {
        registry.register(TO, payload.type());
        TrimOptions options = new TrimOptions("small", FROM, TO, DEAD_LETTERS, payload, cut);
        driver = new TopologyTestDriver(
                options.topology(registry.wire(Map.of(FROM, 1))), TestSettings.of(state, DEAD_LETTERS));
    }

    private List<TestRecord<byte[], byte[]>> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    private List<String> codes() {
        return output(DEAD_LETTERS).stream()
                .map(letter -> new String(
                        letter.headers().lastHeader(DeadLetterHeaders.CODE).value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static TokenSequence sequence(TruncationKind kind, List<Integer> lengths) {
        return TokenSequence.newBuilder()
                .setSource(new SourceRef("raw", 0, 1L, 0, 1))
                .setItemId("item")
                .setEventTime(TIME)
                .setContentDigest(new ContentDigest(new byte[16]))
                .setTokenizer(new TokenizerFingerprint(new byte[8]))
                .setPlanes(List.of(new TokenPlane(
                        "",
                        IntList.of(
                                IntStream.range(0, 64).map(i -> i * 61 % 4096).toArray()),
                        4096)))
                .setOrder(TokenOrder.NESTED_PREFIX)
                .setTruncation(new Truncation(kind, lengths, List.of()))
                .build();
    }

    private static TokenEmbeddings embeddings() {
        float[] numbers = new float[16 * 2];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        return TokenEmbeddings.newBuilder()
                .setSource(new SourceRef("raw", 0, 1L, 0, 1))
                .setItemId("item")
                .setEventTime(TIME)
                .setContentDigest(new ContentDigest(new byte[16]))
                .setTokenizer(new TokenizerFingerprint(new byte[8]))
                .setElementType(ElementType.FLOAT32)
                .setShape(List.of(16, 2))
                .setValues(EmbeddingNumbers.write(numbers, ElementType.FLOAT32))
                .setOrder(TokenOrder.RASTER)
                .setTruncation(new Truncation(TruncationKind.LEVEL_SET, List.of(1, 4, 16), List.of()))
                .setGeometry(new Geometry(1, 4, 4, 14, 14, 56, 56, 0f, 0f, 56f, 56f, List.of()))
                .build();
    }
}
