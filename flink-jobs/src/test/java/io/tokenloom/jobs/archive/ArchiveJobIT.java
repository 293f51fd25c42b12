package io.tokenloom.jobs.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.archive.ArchiveFormat;
import io.tokenloom.archive.ArchiveFormats;
import io.tokenloom.archive.commit.ArchiveFile;
import io.tokenloom.archive.commit.ArchiveLog;
import io.tokenloom.archive.commit.Compactor;
import io.tokenloom.configuration.ConfigurationException;
import io.tokenloom.connection.Connections;
import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.jobs.kafka.EmbeddedKafka;
import io.tokenloom.wire.HeaderNames;
import io.tokenloom.wire.LocalRegistry;
import io.tokenloom.wire.SchemaSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The job over a real broker and registry, and what lies in its folders. */
class ArchiveJobIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;
    private static LocalRegistry registry;
    private static SchemaSource schemas;

    private Path home;
    private String topic;
    private NumberedTokens tokens;
    private ArchiveRuns runs;

    @BeforeAll
    static void start() throws Exception {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        registry = LocalRegistry.start();
        schemas = SchemaSource.connect(registry.settings());
    }

    @AfterAll
    static void stop() {
        schemas.close();
        registry.close();
        kafka.close();
    }

    @BeforeEach
    void topic(TestInfo test) throws Exception {
        topic = test.getTestMethod().orElseThrow().getName();
        home = Files.createDirectory(folder.resolve(topic));
        tokens = new NumberedTokens(kafka, schemas, topic);
        runs = new ArchiveRuns(home, topic, connections());
    }

    @AfterEach
    void closeTokens() {
        tokens.close();
    }

    private static Connections connections() {
        return new Connections(Map.of("bootstrap.servers", kafka.bootstrapServers()), registry.settings());
    }

    @Test
    void writesEachRecordOnceInEveryFormat() throws Exception {
        tokens.send(200);
        runs.archive("parquet", "compact", "megatron", "mds");
        for (ArchiveFormat format : ArchiveFormats.all()) {
            assertThat(runs.numbers(format)).containsExactlyElementsOf(NumberedTokens.below(200));
        }
        // Another start without state goes on where the archive ends.
        tokens.send(50);
        runs.archive("parquet", "compact", "megatron", "mds");
        runs.archive("parquet", "compact", "megatron", "mds");
        for (ArchiveFormat format : ArchiveFormats.all()) {
            assertThat(runs.numbers(format)).containsExactlyElementsOf(NumberedTokens.below(250));
            runs.assertWell(format);
        }
        assertThat(ArchiveLog.read(runs.folder(ArchiveFormats.named("parquet"))).datasets())
                .allSatisfy((dataset, files) ->
                        assertThat(dataset).matches("day=2026-01-0[1-3]/tokenizer=0102030405060708"))
                .hasSize(3);
    }

    @Test
    void takesBackWhatARestoredSavepointWritesAnew() throws Exception {
        ArchiveFormat format = ArchiveFormats.named("mds");
        tokens.send(60);
        JobClient first = runs.follow(Optional.empty(), "mds");
        runs.awaitSamples(format, 60);
        String savepoint = runs.stop(first);
        tokens.send(40);
        JobClient second = runs.follow(Optional.of(savepoint), "mds");
        runs.awaitSamples(format, 100);
        ArchiveRuns.cancel(second);
        List<ArchiveFile> before = runs.files(format);

        // The 40 are read again from the savepoint, with 10 more.
        tokens.send(10);
        JobClient third = runs.follow(Optional.of(savepoint), "mds");
        runs.awaitSamples(format, 110);
        ArchiveRuns.cancel(third);

        assertThat(runs.numbers(format)).containsExactlyElementsOf(NumberedTokens.below(110));
        assertThat(runs.files(format)).doesNotContainSequence(before);
        assertThat(runs.folder(format).path().resolve("_superseded")).isNotEmptyDirectory();
        runs.assertWell(format);

        // What was compacted can't be taken back.
        Compactor.compact(runs.folder(format), format, file -> {});
        JobClient fourth = runs.follow(Optional.of(savepoint), "mds");
        assertThatThrownBy(() -> fourth.getJobExecutionResult().get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .rootCause()
                .hasMessageContaining("Start it from a later savepoint, or without one");
        assertThat(runs.numbers(format)).containsExactlyElementsOf(NumberedTokens.below(110));
    }

    @Test
    void deletesWhatATombstoneIsForWhenItCompacts() throws Exception {
        ArchiveFormat format = ArchiveFormats.named("parquet");
        tokens.send(90);
        runs.archive("parquet");
        tokens.send(List.of(
                new ProducerRecord<>(
                        topic,
                        null,
                        null,
                        "key-1".getBytes(UTF_8),
                        null,
                        List.of(new RecordHeader(HeaderNames.TOMBSTONE_SOURCE, "logs/0/50".getBytes(UTF_8)))),
                new ProducerRecord<>(topic, "key-2".getBytes(UTF_8), null),
                new ProducerRecord<>(topic, "key-2".getBytes(UTF_8), new byte[] {7, 7})));
        tokens.send(10);
        runs.archive("parquet");

        assertThat(tokens.deadLetters(2))
                .extracting(letter -> new String(
                        letter.headers().lastHeader(DeadLetterHeaders.CODE).value(), UTF_8))
                .containsExactlyInAnyOrder("EMPTY", "TRUNCATED_RECORD");

        assertThat(runs.numbers(format)).containsExactlyElementsOf(NumberedTokens.below(100));
        Compactor.Result result = Compactor.compact(runs.folder(format), format, file -> {});
        assertThat(result.samplesDeleted()).isEqualTo(10);
        assertThat(result.filesAfter()).isEqualTo(3).isLessThan(result.filesBefore());
        assertThat(runs.numbers(format))
                .containsExactlyElementsOf(NumberedTokens.below(100).stream()
                        .filter(number -> number % 5 != 1 || number >= 50)
                        .toList());
        runs.assertWell(format);
        // It goes on behind a compaction.
        tokens.send(5);
        runs.archive("parquet");
        assertThat(runs.numbers(format)).hasSize(95);
    }

    @Test
    void refusesAHole() throws Exception {
        tokens.send(30);
        runs.archive("parquet");
        tokens.send(30);
        try (Admin admin = kafka.admin()) {
            TopicPartition partition = new TopicPartition(topic, 1);
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1)))
                    .all()
                    .get();
        }
        assertThatThrownBy(() -> runs.archive("parquet"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("records in between were deleted, or the topic was made anew");
    }

    @Test
    void tellsEveryMistakeAtOnce() throws Exception {
        Path file = Files.writeString(home.resolve("archives.yaml"), """
                job: "no good"
                archives:
                  - {name: a, from: t, to: x, format: zip}
                  - {name: a, to: x, format: mds}
                """);
        assertThatThrownBy(() -> ArchivesFile.read(file))
                .hasMessageContaining("job: \"no good\" is not right")
                .hasMessageContaining("archives[0].format: \"zip\" is not allowed")
                .hasMessageContaining("archives[1]: \"from\" is missing")
                .hasMessageContaining("archives[1].name: \"a\" is that of archives[0] too")
                .hasMessageContaining("archives[1].to");
        runs.archivesFile("parquet", "mds");
        Files.createDirectories(home.resolve("parquet"));
        Files.writeString(home.resolve("parquet/mine.txt"), "mine");
        Path wrong = Files.writeString(
                home.resolve("wrong.yaml"),
                Files.readString(home.resolve("archives.yaml")).replace("from: " + topic, "from: nowhere"));
        assertThatThrownBy(() -> ArchivePreparation.prepare(wrong, ArchivesFile.read(wrong), connections(), true))
                .hasMessageContaining("archives[0].to")
                .hasMessageContaining("is no archive and not empty")
                .hasMessageContaining("archives[1].from: topic \"nowhere\" does not exist")
                .hasMessageContaining("archives[1].from: topic \"nowhere\" holds no token sequences");
        assertThat(home.resolve("mds")).doesNotExist();
    }
}
