package io.tokenloom.streams.assemble;

import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.record.ContentDigest;
import io.tokenloom.record.Modality;
import io.tokenloom.record.PackedDocument;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.record.ResetReason;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.StreamPosition;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.Truncation;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.sequence.IdPlace;
import io.tokenloom.sequence.IdSpace;
import io.tokenloom.sequence.SequencePacking;
import io.tokenloom.sequence.TokenBudget;
import io.tokenloom.streams.wire.TestRegistry;
import io.tokenloom.streams.wire.TestSettings;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.AvroRecordWriter;
import io.tokenloom.wire.HeaderNames;
import io.tokenloom.wire.IntList;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The app over two token topics, driven record by record. */
final class AssembleBench implements AutoCloseable {
    static final String TEXTS = "tokens.text.v1";
    static final String PICTURES = "tokens.visual.v1";
    static final String PACKED = "tokens.packed.v1";
    static final String DEAD_LETTERS = "tokens.dlq.v1";
    static final Instant START = Instant.ofEpochSecond(1_700_000_000L);

    static final IdSpace SPACE = new IdSpace(
            List.of(
                    new IdPlace(
                            fingerprint(1), Modality.TEXT, new IdPlace.Content.Shifted(0, 1000), List.of(), List.of()),
                    new IdPlace(
                            fingerprint(2),
                            Modality.VISUAL,
                            new IdPlace.Content.Shifted(1002, 64),
                            List.of(1000),
                            List.of(1001))),
            List.of());

    static final AssembleOptions OPTIONS = new AssembleOptions(
            "sequences",
            List.of(TEXTS, PICTURES),
            PACKED,
            DEAD_LETTERS,
            TestGrouping.USUAL,
            SPACE,
            Optional.empty(),
            Optional.empty(),
            LatePolicy.DOCUMENT,
            MissingPolicy.MARK);

    private final TestRegistry registry = new TestRegistry();
    private final AvroRecordWriter<TokenSequence> writer;
    private final AvroRecordReader<PackedSequence> reader;
    private final TopologyTestDriver driver;

    AssembleBench(AssembleOptions options, Path state) {
        this.writer = registry.writer(TEXTS, TokenSequence.class);
        registry.register(PICTURES, TokenSequence.class);
        registry.register(PACKED, PackedSequence.class);
        this.reader = registry.reader(PackedSequence.class);
        driver = new TopologyTestDriver(
                options.topology(registry.wire(Map.of(TEXTS, 1, PICTURES, 1))),
                TestSettings.of(state, DEAD_LETTERS),
                START);
    }

    static AssembleOptions with(Grouping grouping) {
        return with(grouping, LatePolicy.DOCUMENT, MissingPolicy.MARK);
    }

    static AssembleOptions with(Grouping grouping, LatePolicy late, MissingPolicy missing) {
        return new AssembleOptions(
                OPTIONS.name(),
                OPTIONS.inputs(),
                OPTIONS.to(),
                OPTIONS.deadLetters(),
                grouping,
                SPACE,
                OPTIONS.budget(),
                OPTIONS.packing(),
                late,
                missing);
    }

    static AssembleOptions packed(int length, Duration delay, Optional<TokenBudget> budget) {
        return new AssembleOptions(
                OPTIONS.name(),
                OPTIONS.inputs(),
                OPTIONS.to(),
                OPTIONS.deadLetters(),
                OPTIONS.grouping(),
                SPACE,
                budget,
                Optional.of(new SequencePacking.Options(length, delay, 4)),
                OPTIONS.late(),
                OPTIONS.missing());
    }

    static String fingerprint(int number) {
        return "000000000000000" + number;
    }

    /** A text of a document, so many seconds after the start. */
    static TokenSequence text(String document, long second, int... ids) {
        return sequence(document, second, fingerprint(1), 0, 1)
                .setPlanes(List.of(new TokenPlane("", IntList.of(ids), 0)))
                .setOrder(TokenOrder.TEXT)
                .build();
    }

    static TokenSequence picture(String document, long second, int tokens) {
        return step(document, second, tokens, 0, 1);
    }

    static TokenSequence step(String document, long second, int tokens, int part, int parts) {
        int[] ids =
                IntStream.range(0, tokens).map(i -> (i * 7 + (int) second) % 64).toArray();
        return sequence(document, second, fingerprint(2), part, parts)
                .setPlanes(List.of(new TokenPlane("", IntList.of(ids), 64)))
                .setOrder(TokenOrder.NESTED_PREFIX)
                .setTruncation(new Truncation(TruncationKind.ANY_PREFIX, List.of(), List.of()))
                .setStream(new StreamPosition("camera", (long) part, null, part, part == 0, null, ResetReason.NONE))
                .build();
    }

    static TokenSequence unknown(String document, long second) {
        return sequence(document, second, fingerprint(9), 0, 1)
                .setPlanes(List.of(new TokenPlane("", IntList.of(1), 0)))
                .build();
    }

    private static TokenSequence.Builder sequence(String document, long second, String tokenizer, int part, int parts) {
        long offset = second * 100 + (tokenizer.equals(fingerprint(1)) ? 0 : 1);
        return TokenSequence.newBuilder()
                .setSource(new SourceRef("raw", 0, offset, part, parts))
                .setItemId("item-" + offset)
                .setCorrelationId(document)
                .setEventTime(START.plusSeconds(second))
                .setContentDigest(new ContentDigest(new byte[16]))
                .setTokenizer(new TokenizerFingerprint(HexFormat.of().parseHex(tokenizer)));
    }

    void send(TokenSequence sequence) {
        send(topic(sequence), writer.write(sequence), sequence.getEventTime());
    }

    static String topic(TokenSequence sequence) {
        return sequence.getTokenizer().equals(text("", 0).getTokenizer()) ? TEXTS : PICTURES;
    }

    void send(String topic, byte[] value, Instant time) {
        input(topic)
                .pipeInput(new TestRecord<>("key".getBytes(StandardCharsets.UTF_8), value, new RecordHeaders(), time));
    }

    /** The mark that nothing more comes, on both topics. */
    void end() {
        for (String topic : List.of(TEXTS, PICTURES)) {
            RecordHeaders headers = new RecordHeaders();
            headers.add(HeaderNames.STREAM_TIME, HeaderNames.STREAM_TIME_END.getBytes(StandardCharsets.UTF_8));
            input(topic).pipeInput(new TestRecord<>(null, null, headers, START));
        }
    }

    /** Lets the clocks be told, which takes a moment of the machine's time. */
    void tell() {
        driver.advanceWallClockTime(Duration.ofMillis(100));
    }

    void wait(Duration time) {
        driver.advanceWallClockTime(time);
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    List<PackedSequence> sequences() {
        return bytes().stream().map(reader::read).toList();
    }

    List<byte[]> bytes() {
        return output(PACKED).readRecordsToList().stream()
                .map(TestRecord::value)
                .toList();
    }

    List<PackedDocument> documents() {
        return sequences().stream()
                .flatMap(sequence -> sequence.getDocuments().stream())
                .toList();
    }

    /** Code and item of each dead letter. */
    List<String> deadLetters() {
        return output(DEAD_LETTERS).readRecordsToList().stream()
                .map(letter -> header(letter, DeadLetterHeaders.CODE) + " " + header(letter, DeadLetterHeaders.TOPIC)
                        + "/" + header(letter, DeadLetterHeaders.PARTITION) + "/"
                        + header(letter, DeadLetterHeaders.OFFSET))
                .toList();
    }

    List<TestRecord<byte[], byte[]>> letters() {
        return output(DEAD_LETTERS).readRecordsToList();
    }

    static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        driver.close();
        registry.close();
    }
}
