package io.tokenloom.jobs.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.connection.Connections;
import io.tokenloom.jobs.kafka.EmbeddedKafka;
import io.tokenloom.jobs.tokenize.TokenizeArguments.Provisioning;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerVersion;
import io.tokenloom.record.VocabularyDelta;
import io.tokenloom.text.dynamic.DynamicVocabulary;
import io.tokenloom.text.mode.DeltaRecords;
import io.tokenloom.text.mode.ModeEncoder;
import io.tokenloom.text.mode.TextMode;
import io.tokenloom.token.Float16;
import io.tokenloom.vocabulary.VocabularyDeltas;
import io.tokenloom.vocabulary.VocabularyKey;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.LocalRegistry;
import io.tokenloom.wire.SchemaSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Known answers of the systems of text in docs/systems.md, in one job over a real broker, a real registry and Flink. */
@Timeout(180)
class TextRowsIT {
    private static final Path EXAMPLE = Golden.bundle("texts/published-example");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ROUTES = """
            routes:
              - name: row-17
                from: {topic: texts.17, format: lines}
                tokenizer: %s
                to: tokens.17
                options:
                  dynamic:
                    merges: 10
                    boundary: word
                    minimumCount: 1
                    window: {records: 2}
                    embeddings: {table: rows.safetensors, tensor: rows}
              - name: row-13
                from: {topic: texts.13, format: lines}
                tokenizer: builtin:cl100k_base
                to: tokens.13
                options: {digits: right-to-left}
              - name: row-13-separated
                from: {topic: texts.13, format: lines}
                tokenizer: builtin:cl100k_base
                to: tokens.13.separated
                options: {digits: {separator: ","}}
              - name: row-48
                from: {topic: texts.48, format: lines}
                tokenizer: builtin:cl100k_base
                to: tokens.48
                options: {items: one-per-token}
              - name: row-7
                from: {topic: texts.7, format: lines}
                tokenizer: builtin:hat
                to: tokens.7
              - name: idle
                from: {topic: texts.idle, format: lines}
                tokenizer: builtin:cl100k_base
                to: tokens.idle
                options:
                  dynamic:
                    merges: 50
                    boundary: pretokens
                    minimumCount: 1
                    window: {records: 1000, idle: 300ms}
            delivery: {checkpointInterval: 200ms}
            """;

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(1)
            .build());

    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;
    private static LocalRegistry registry;
    private static Connections connections;
    private static TestTopics topics;
    private static SchemaSource schemas;
    private static TextBundle cl100k;
    private static JobRun job;

    @BeforeAll
    static void start() throws Exception {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        registry = LocalRegistry.start();
        connections = JobRun.connections(kafka, registry);
        topics = new TestTopics(kafka, registry);
        schemas = SchemaSource.connect(registry.settings());
        cl100k = TextBundle.open("builtin:cl100k_base");
        writeEmbeddings();
        job = JobRun.start(
                JobRun.plan(folder, ROUTES.formatted(EXAMPLE), connections, Provisioning.CREATE_MISSING),
                folder,
                Optional.empty(),
                1);
    }

    @AfterAll
    static void stop() throws Exception {
        job.cancel();
        cl100k.close();
        schemas.close();
        topics.close();
        registry.close();
        kafka.close();
    }

    /** Row 17: without the four control tokens of the publication, which no text becomes, 33 tokens and then 16. */
    @Test
    void row17MergesThePublishedExampleAsPublished() throws Exception {
        String first = " Ribonucleoprotein particles regulate mRNA stability.";
        String second = " mRNA stability is modulated by ribonucleoprotein factors.";
        send("texts.17", first, second);

        List<TokenSequence> made = tokens("tokens.17", 2);

        try (TextBundle bundle = TextBundle.open(EXAMPLE.toString());
                VocabularyDeltas deltas =
                        VocabularyDeltas.open(connections.kafka(), schemas, VocabularyDeltas.DEFAULT_CACHE_BYTES)) {
            VocabularyDelta delta =
                    deltas.get(VocabularyKey.neededBy(made.get(0)).orElseThrow(), PATIENCE);
            DynamicVocabulary vocabulary =
                    DynamicVocabulary.of(bundle.vocabulary().tokens(), DeltaRecords.read(delta));
            assertThat(bundle.tokenizer().encode(first).length
                            + bundle.tokenizer().encode(second).length)
                    .isEqualTo(33);
            assertThat(pieces(vocabulary, made.get(0)))
                    .containsExactly(" Ribonucleoprotein", " particles", " regulate", " mRNA", " stability", ".");
            assertThat(pieces(vocabulary, made.get(1)))
                    .containsExactly(
                            " mRNA",
                            " stability",
                            " is",
                            " mod",
                            "ulated",
                            " by",
                            " rib",
                            "onucleoprotein",
                            " factors",
                            ".");
            assertThat(delta.getTokens().stream()
                            .map(token -> UTF_8.decode(token.duplicate()).toString()))
                    .containsExactly(
                            "onuc",
                            "onucle",
                            "onucleop",
                            "onucleoprote",
                            "onucleoprotein",
                            " mR",
                            " mRNA",
                            " Rib",
                            " Ribonucleoprotein",
                            " regulate");
            assertThat(delta.getEmbeddingDimension()).isEqualTo(2);
            ShortBuffer rows = delta.getEmbeddings()
                    .duplicate()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer();
            float mean = (delta.getLefts().get(0) + delta.getRights().get(0)) / 2f;
            assertThat(rows.remaining()).isEqualTo(2 * 10);
            assertThat(Float16.fromHalf(rows.get(0))).isEqualTo(mean);
            assertThat(Float16.fromHalf(rows.get(1))).isEqualTo(-mean);
        }
    }

    @Test
    void row13GroupsDigitsFromTheRight() throws Exception {
        send("texts.13", "1234567", "7,12 and 1,234 and 1234");

        List<TokenSequence> grouped = tokens("tokens.13", 2);
        assertThat(pieces(grouped.get(0))).containsExactly("1", "234", "567");
        assertThat(cl100k.tokenizer().decode(ids(grouped.get(1))))
                .asString(UTF_8)
                .isEqualTo("7,12 and 1,234 and 1234");

        List<TokenSequence> separated = tokens("tokens.13.separated", 2);
        assertThat(pieces(separated.get(0))).containsExactly("1", ",", "234", ",", "567");
        for (int i = 0; i < 2; i++) {
            TokenSequence record = separated.get(i);
            int[] separators = record.getLayout() == null
                    ? new int[0]
                    : record.getLayout().getSeparators().stream()
                            .mapToInt(Integer::intValue)
                            .toArray();
            byte[] text = ModeEncoder.withoutSeparators(
                    cl100k.tokenizer().decode(ids(record)), separators, new TextMode.SeparatedDigits(","));
            assertThat(text)
                    .asString(UTF_8)
                    .isEqualTo(List.of("1234567", "7,12 and 1,234 and 1234").get(i));
        }
    }

    @Test
    void row48MakesEachItemATokenOfItsOwn() throws Exception {
        send("texts.48", "abbab");

        assertThat(pieces(tokens("tokens.48", 1).get(0))).containsExactly("a", "b", "b", "a", "b");
    }

    @Test
    void row7GivesWordsOfBytes() throws Exception {
        send("texts.7", "Hello, world!", "howAreYou", "how_are_you");

        List<TokenSequence> made = tokens("tokens.7", 3);

        assertThat(made.stream().map(TextRowsIT::words))
                .containsExactly(
                        List.of("Hello,", " world!"), List.of("how", "Are", "You"), List.of("how_", "are_", "you"));
    }

    /** With merges enough for it, each of the base's pieces becomes one token, and none reaches across two of them. */
    @Test
    void aWindowThatGetsNoMoreTextsIsClosedByTheClockAndMergesWithinPretokens() throws Exception {
        send("texts.idle", "mRNA-stability of Ribonucleoproteins", "mRNA-instability(ies)");

        List<TokenSequence> made = tokens("tokens.idle", 2);

        try (VocabularyDeltas deltas =
                VocabularyDeltas.open(connections.kafka(), schemas, VocabularyDeltas.DEFAULT_CACHE_BYTES)) {
            assertThat(pieces(vocabulary(deltas, made.get(0)), made.get(0)))
                    .containsExactly("mRNA", "-stability", " of", " Ribonucleoproteins");
            assertThat(pieces(vocabulary(deltas, made.get(1)), made.get(1)))
                    .containsExactly("mRNA", "-instability", "(ies", ")");
        }
    }

    private static DynamicVocabulary vocabulary(VocabularyDeltas deltas, TokenSequence made) throws Exception {
        VocabularyKey needed = VocabularyKey.neededBy(made).orElseThrow();
        return DynamicVocabulary.of(cl100k.vocabulary().tokens(), DeltaRecords.read(deltas.get(needed, PATIENCE)));
    }

    @Test
    void announcesWhatEachTokenizerIsMadeOf() {
        List<TokenizerVersion> versions = topics.await("tokens.tokenizers.v1", 8).stream()
                .map(read ->
                        AvroRecordReader.of(TokenizerVersion.class, schemas).read(read.value()))
                .toList();

        assertThat(versions)
                .filteredOn(version -> version.getOptions().equals("digits=right-to-left"))
                .singleElement()
                .satisfies(version -> {
                    assertThat(version.getBase().bytes())
                            .isEqualTo(cl100k.fingerprint().shortBytes());
                    assertThat(HexFormat.of().formatHex(version.getFingerprint().bytes()))
                            .isEqualTo(cl100k.fingerprint()
                                    .with(new TextMode.RightToLeftDigits())
                                    .shortHex());
                });
        assertThat(versions)
                .filteredOn(version -> version.getBase() == null)
                .extracting(TokenizerVersion::getName)
                .contains("cl100k_base", "hat", "published-example");
    }

    /** A table whose row of id n is n and -n. */
    private static void writeEmbeddings() throws IOException {
        int rows;
        try (TextBundle bundle = TextBundle.open(EXAMPLE.toString())) {
            rows = bundle.vocabularySize();
        }
        byte[] header = "{\"rows\":{\"dtype\":\"F32\",\"shape\":[%d,2],\"data_offsets\":[0,%d]}}"
                .formatted(rows, rows * 2 * Float.BYTES)
                .getBytes(UTF_8);
        ByteBuffer file = ByteBuffer.allocate(Long.BYTES + header.length + rows * 2 * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(header.length).put(header);
        for (int id = 0; id < rows; id++) {
            file.putFloat(id).putFloat(-id);
        }
        Files.write(folder.resolve("rows.safetensors"), file.array());
    }

    private static void send(String topic, String... lines) throws Exception {
        for (String line : lines) {
            topics.send(new ProducerRecord<>(topic, 0, "key".getBytes(UTF_8), line.getBytes(UTF_8)));
        }
    }

    private static List<TokenSequence> tokens(String topic, int count) {
        List<ConsumerRecord<byte[], byte[]>> read = topics.await(topic, count);
        assertThat(read).hasSize(count);
        return read.stream().map(topics::tokens).toList();
    }

    private static int[] ids(TokenSequence tokens) {
        return tokens.getPlanes().get(0).getIds().stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static List<String> pieces(TokenSequence tokens) {
        return Arrays.stream(ids(tokens))
                .mapToObj(id -> new String(cl100k.tokenizer().decode(new int[] {id}), UTF_8))
                .toList();
    }

    private static List<String> pieces(DynamicVocabulary vocabulary, TokenSequence tokens) {
        return Arrays.stream(ids(tokens))
                .mapToObj(id -> new String(vocabulary.decode(new int[] {id}), UTF_8))
                .toList();
    }

    private static List<String> words(TokenSequence tokens) {
        int[] bytes = ids(tokens);
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int end : tokens.getLayout().getBlockEnds()) {
            byte[] word = new byte[end - start];
            for (int i = start; i < end; i++) {
                word[i - start] = (byte) bytes[i];
            }
            words.add(new String(word, UTF_8));
            start = end;
        }
        return words;
    }
}
