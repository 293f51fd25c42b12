package io.tokenloom.jobs.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.archive.ArchiveFormat;
import io.tokenloom.archive.ArchiveFormats;
import io.tokenloom.archive.Origins;
import io.tokenloom.archive.Sample;
import io.tokenloom.archive.SampleReader;
import io.tokenloom.archive.Selection;
import io.tokenloom.archive.commit.ArchiveFile;
import io.tokenloom.archive.commit.ArchiveFolder;
import io.tokenloom.archive.commit.ArchiveLog;
import io.tokenloom.archive.commit.Compactor;
import io.tokenloom.archive.commit.Remains;
import io.tokenloom.archive.commit.Verifier;
import io.tokenloom.connection.Connections;
import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.jobs.kafka.EmbeddedKafka;
import io.tokenloom.jobs.routes.RoutesException;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.wire.AvroRecordWriter;
import io.tokenloom.wire.HeaderNames;
import io.tokenloom.wire.LocalRegistry;
import io.tokenloom.wire.SchemaSource;
import io.tokenloom.wire.Subjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The job over a real broker and registry, and what lies in its folders. */
class ArchiveJobIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 3;

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
    private static KafkaProducer<byte[], byte[]> producer;

    private Path home;
    private String topic;
    private AvroRecordWriter<TokenSequence> writer;
    private int sent;

    @BeforeAll
    static void start() throws Exception {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        registry = LocalRegistry.start();
        schemas = SchemaSource.connect(registry.settings());
        Properties settings = kafka.clientSettings();
        settings.setProperty("transactional.id", "tokens");
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    @AfterAll
    static void stop() {
        producer.close(Duration.ZERO);
        schemas.close();
        registry.close();
        kafka.close();
    }

    @BeforeEach
    void topic(TestInfo test) throws Exception {
        topic = test.getTestMethod().orElseThrow().getName();
        home = Files.createDirectory(folder.resolve(topic));
        kafka.create(List.of(new NewTopic(topic, PARTITIONS, (short) 1), new NewTopic(topic + ".dlq", 1, (short) 1)));
        writer = AvroRecordWriter.of(TokenSequence.class, new Subjects(schemas).register(topic, TokenSequence.class));
    }

    @Test
    void writesEachRecordOnceInEveryFormat() throws Exception {
        send(200);
        archive("parquet", "compact", "megatron", "mds");
        for (ArchiveFormat format : ArchiveFormats.all()) {
            assertThat(offsets(format)).containsExactlyElementsOf(numbers(200));
        }
        // Another start without state goes on where the archive ends.
        send(50);
        archive("parquet", "compact", "megatron", "mds");
        archive("parquet", "compact", "megatron", "mds");
        for (ArchiveFormat format : ArchiveFormats.all()) {
            assertThat(offsets(format)).containsExactlyElementsOf(numbers(250));
            for (ArchiveFile file : ArchiveLog.read(folder(format)).files()) {
                assertThat(Verifier.mistakes(folder(format), format, file)).isEmpty();
            }
            assertThat(Remains.find(folder(format), format, ArchiveLog.read(folder(format))))
                    .isEmpty();
        }
        assertThat(ArchiveLog.read(folder(ArchiveFormats.named("parquet"))).datasets())
                .allSatisfy((dataset, files) ->
                        assertThat(dataset).matches("day=2026-01-0[1-3]/tokenizer=0102030405060708"))
                .hasSize(3);
    }

    @Test
    void takesBackWhatARestoredSavepointWritesAnew() throws Exception {
        ArchiveFormat format = ArchiveFormats.named("mds");
        send(60);
        JobClient first = follow(Optional.empty(), "mds");
        awaitSamples(format, 60);
        String savepoint = stop(first);
        send(40);
        JobClient second = follow(Optional.of(savepoint), "mds");
        awaitSamples(format, 100);
        second.cancel().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        List<ArchiveFile> before = ArchiveLog.read(folder(format)).files();

        // The 40 are read again from the savepoint, with 10 more.
        send(10);
        JobClient third = follow(Optional.of(savepoint), "mds");
        awaitSamples(format, 110);
        third.cancel().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(offsets(format)).containsExactlyElementsOf(numbers(110));
        assertThat(ArchiveLog.read(folder(format)).files()).doesNotContainSequence(before);
        assertThat(folder(format).path().resolve("_superseded")).isNotEmptyDirectory();
        for (ArchiveFile file : ArchiveLog.read(folder(format)).files()) {
            assertThat(Verifier.mistakes(folder(format), format, file)).isEmpty();
        }

        // What was compacted can't be taken back.
        Compactor.compact(folder(format), format, file -> {});
        JobClient fourth = follow(Optional.of(savepoint), "mds");
        assertThatThrownBy(() -> fourth.getJobExecutionResult().get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .rootCause()
                .hasMessageContaining("Start it from a later savepoint, or without one");
        assertThat(offsets(format)).containsExactlyElementsOf(numbers(110));
    }

    @Test
    void deletesWhatATombstoneIsForWhenItCompacts() throws Exception {
        ArchiveFormat format = ArchiveFormats.named("parquet");
        send(90);
        archive("parquet");
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(
                topic,
                null,
                null,
                "key-1".getBytes(UTF_8),
                null,
                List.of(new RecordHeader(HeaderNames.TOMBSTONE_SOURCE, "logs/0/50".getBytes(UTF_8)))));
        producer.send(new ProducerRecord<>(topic, "key-2".getBytes(UTF_8), null));
        producer.send(new ProducerRecord<>(topic, "key-2".getBytes(UTF_8), new byte[] {7, 7}));
        producer.commitTransaction();
        send(10);
        archive("parquet");

        List<ConsumerRecord<byte[], byte[]>> dead = deadLetters(2);
        assertThat(dead)
                .extracting(letter -> new String(
                        letter.headers().lastHeader(DeadLetterHeaders.CODE).value(), UTF_8))
                .containsExactlyInAnyOrder("EMPTY", "TRUNCATED_RECORD");

        assertThat(offsets(format)).containsExactlyElementsOf(numbers(100));
        Compactor.Result result = Compactor.compact(folder(format), format, file -> {});
        assertThat(result.samplesDeleted()).isEqualTo(10);
        assertThat(result.filesAfter()).isEqualTo(3).isLessThan(result.filesBefore());
        assertThat(offsets(format))
                .containsExactlyElementsOf(numbers(100).stream()
                        .filter(number -> number % 5 != 1 || number >= 50)
                        .toList());
        for (ArchiveFile file : ArchiveLog.read(folder(format)).files()) {
            assertThat(Verifier.mistakes(folder(format), format, file)).isEmpty();
        }
        assertThat(Remains.find(folder(format), format, ArchiveLog.read(folder(format))))
                .isEmpty();
        // It goes on behind a compaction.
        send(5);
        archive("parquet");
        assertThat(offsets(format)).hasSize(95);
    }

    @Test
    void refusesAHole() throws Exception {
        send(30);
        archive("parquet");
        send(30);
        try (Admin admin = kafka.admin()) {
            TopicPartition partition = new TopicPartition(topic, 1);
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1)))
                    .all()
                    .get();
        }
        assertThatThrownBy(() -> archive("parquet"))
                .isInstanceOf(RoutesException.class)
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
        archivesFile("parquet", "mds");
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
    }

    private static List<Integer> numbers(int to) {
        return java.util.stream.IntStream.range(0, to).boxed().toList();
    }

    /** Sends so many more, with as many between them whose transaction is aborted. */
    private void send(int count) throws Exception {
        producer.beginTransaction();
        for (int i = 0; i < count; i++) {
            producer.send(record(1_000_000 + i));
        }
        producer.flush();
        producer.abortTransaction();
        producer.beginTransaction();
        for (int i = 0; i < count; i++) {
            producer.send(record(sent++));
        }
        producer.commitTransaction();
    }

    private ProducerRecord<byte[], byte[]> record(int number) {
        int[] ids = new int[number % 7 == 0 ? 0 : number % 40];
        java.util.Arrays.setAll(ids, i -> number * 3 + i);
        Sample.Origin origin = new Sample.Origin(
                "key-" + number % 5,
                "item-" + number,
                "logs",
                0,
                number,
                0,
                1,
                Duration.between(java.time.Instant.EPOCH, java.time.Instant.parse("2026-01-01T12:00:00Z"))
                                        .toSeconds()
                                * 1_000_000L
                        + number % 3 * 86_400_000_000L
                        + number,
                "0102030405060708",
                "");
        return new ProducerRecord<>(
                topic,
                origin.key().getBytes(UTF_8),
                writer.write(Origins.record(origin, ids).tokens()));
    }

    private static Connections connections() {
        return new Connections(Map.of("bootstrap.servers", kafka.bootstrapServers()), registry.settings());
    }

    private Path archivesFile(String... formats) throws IOException {
        StringBuilder yaml = new StringBuilder("job: test\ncheckpointInterval: 200ms\narchives:\n");
        for (String format : formats) {
            yaml.append("  - {name: %s, from: %s, to: %s, format: %s, deadLetters: %s.dlq}\n"
                    .formatted(format, topic, format, format, topic));
        }
        return Files.writeString(home.resolve("archives.yaml"), yaml);
    }

    /** Runs the job until the topic's end. */
    private void archive(String... formats) throws Exception {
        start(Optional.empty(), true, formats).getJobExecutionResult().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private JobClient follow(Optional<String> savepoint, String... formats) throws Exception {
        return start(savepoint, false, formats);
    }

    private JobClient start(Optional<String> savepoint, boolean untilEnd, String... formats) throws Exception {
        Path file = archivesFile(formats);
        ArchivePlan plan = ArchivePreparation.prepare(file, ArchivesFile.read(file), connections(), untilEnd);
        Configuration configuration = new Configuration();
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                home.resolve("checkpoints").toUri().toString());
        configuration.setString("restart-strategy.type", "none");
        savepoint.ifPresent(path -> configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(2);
        ArchiveJob.build(environment, plan);
        return environment.executeAsync(plan.job());
    }

    private String stop(JobClient job) throws Exception {
        return job.stopWithSavepoint(
                        false, home.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private void awaitSamples(ArchiveFormat format, int count) {
        Awaitility.await(count + " samples")
                .atMost(PATIENCE)
                .until(() -> ArchiveLog.read(folder(format)).files().stream()
                                .mapToInt(ArchiveFile::samples)
                                .sum()
                        >= count);
    }

    private ArchiveFolder folder(ArchiveFormat format) {
        return new ArchiveFolder(home.resolve(format.name()));
    }

    /** Source offsets of all samples, whose ids are looked at. */
    private List<Integer> offsets(ArchiveFormat format) throws IOException {
        List<Integer> offsets = new ArrayList<>();
        for (ArchiveFile file : ArchiveLog.read(folder(format)).files()) {
            try (SampleReader reader = format.read(folder(format).base(file), Selection.ALL)) {
                for (Optional<Sample> sample = reader.next(); sample.isPresent(); sample = reader.next()) {
                    int number = (int) sample.get().origin().orElseThrow().offset();
                    offsets.add(number);
                    assertThat(sample.get().ids()).hasSize(number % 7 == 0 ? 0 : number % 40);
                    for (int i = 0; i < sample.get().ids().length; i++) {
                        assertThat(sample.get().ids()[i]).isEqualTo(number * 3 + i);
                    }
                }
            }
        }
        return offsets.stream().sorted().toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> deadLetters(int count) {
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        Properties settings = kafka.clientSettings();
        settings.setProperty("isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partition = List.of(new TopicPartition(topic + ".dlq", 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            Awaitility.await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(letters::add);
                return letters.size() >= count;
            });
        }
        return letters;
    }
}
