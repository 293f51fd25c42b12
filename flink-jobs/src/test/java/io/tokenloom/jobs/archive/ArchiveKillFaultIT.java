package io.tokenloom.jobs.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.archive.ArchiveFormat;
import io.tokenloom.archive.ArchiveFormats;
import io.tokenloom.archive.Origins;
import io.tokenloom.archive.Sample;
import io.tokenloom.archive.SampleReader;
import io.tokenloom.archive.Selection;
import io.tokenloom.archive.commit.ArchiveFile;
import io.tokenloom.archive.commit.ArchiveFolder;
import io.tokenloom.archive.commit.ArchiveLog;
import io.tokenloom.archive.commit.Remains;
import io.tokenloom.archive.commit.Verifier;
import io.tokenloom.jobs.kafka.EmbeddedKafka;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.wire.AvroRecordWriter;
import io.tokenloom.wire.LocalRegistry;
import io.tokenloom.wire.SchemaSource;
import io.tokenloom.wire.Subjects;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random moments of a long archive run, each start without any state of Flink's. {@code tokenloom bench
 * archive-kill} plays more rounds with the command itself.
 */
class ArchiveKillFaultIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int KILLS = 3;
    private static final int RECORDS = 3_000;
    private static final long SEED = 20260101;

    @TempDir
    Path folder;

    private EmbeddedKafka kafka;
    private LocalRegistry registry;
    private int sent;

    @Test
    void nothingIsMissingOrThereTwice() throws Exception {
        Random random = new Random(SEED);
        try (EmbeddedKafka broker = EmbeddedKafka.start(folder.resolve("kafka"));
                LocalRegistry schemaRegistry = LocalRegistry.start();
                SchemaSource schemas = SchemaSource.connect(schemaRegistry.settings());
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        broker.clientSettings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            kafka = broker;
            registry = schemaRegistry;
            kafka.create(List.of(new NewTopic("tokens", 4, (short) 1), new NewTopic("dlq", 1, (short) 1)));
            AvroRecordWriter<TokenSequence> writer = AvroRecordWriter.of(
                    TokenSequence.class, new Subjects(schemas).register("tokens", TokenSequence.class));
            for (int kill = 0; kill < KILLS; kill++) {
                send(producer, writer);
                long before = ArchiveLog.read(archive("mds")).last();
                Process job = start("follow");
                try {
                    awaitCommit(job, before);
                    // It goes on with more while its end comes nearer.
                    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(900));
                    while (System.nanoTime() < end) {
                        send(producer, writer);
                    }
                } finally {
                    job.destroyForcibly().waitFor();
                }
            }
            send(producer, writer);
            assertThat(start("until-end").waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
        for (String format : List.of("mds", "parquet")) {
            assertEachOnce(ArchiveFormats.named(format));
        }
    }

    private ArchiveFolder archive(String format) {
        return new ArchiveFolder(folder.resolve(format));
    }

    private void send(KafkaProducer<byte[], byte[]> producer, AvroRecordWriter<TokenSequence> writer) {
        for (int i = 0; i < RECORDS; i++) {
            int number = sent++;
            producer.send(new ProducerRecord<>("tokens", key(number).getBytes(UTF_8), writer.write(tokens(number))));
        }
        producer.flush();
    }

    private static String key(int number) {
        return "key-" + number % 50;
    }

    private static TokenSequence tokens(int number) {
        return Origins.record(origin(number), ids(number)).tokens();
    }

    private static Sample.Origin origin(int number) {
        return new Sample.Origin(
                key(number), "item-" + number, "logs", 0, number, 0, 1, 1_000L * number, "0102030405060708", "");
    }

    private static int[] ids(int number) {
        return IntStream.range(number, number + number % 30).toArray();
    }

    private Process start(String end) throws Exception {
        Path archives = Files.writeString(folder.resolve("archives.yaml"), """
                job: kill
                checkpointInterval: 100ms
                archives:
                  - {name: mds, from: tokens, to: mds, format: mds, deadLetters: dlq}
                  - {name: parquet, from: tokens, to: parquet, format: parquet, deadLetters: dlq}
                """);
        Path connections = Files.writeString(
                folder.resolve("connections.yaml"),
                "kafka: {bootstrap.servers: \"%s\"}%nschemaRegistry: {schema.registry.url: \"%s\"}%n"
                        .formatted(kafka.bootstrapServers(), registry.settings().get(SchemaSource.URL_SETTING)));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                LocalArchiveMain.class.getName(),
                archives.toString(),
                connections.toString(),
                end));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("jobs.txt").toFile()))
                .start();
    }

    private void awaitCommit(Process job, long before) {
        Awaitility.await("a commit; see " + folder.resolve("jobs.txt"))
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    assertThat(job.isAlive()).as(() -> output()).isTrue();
                    return ArchiveLog.read(archive("mds")).last() > before;
                });
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("jobs.txt"));
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }

    private void assertEachOnce(ArchiveFormat format) throws Exception {
        ArchiveFolder archive = archive(format.name());
        ArchiveLog log = ArchiveLog.read(archive);
        BitSet seen = new BitSet();
        for (ArchiveFile file : log.files()) {
            assertThat(Verifier.mistakes(archive, format, file)).isEmpty();
            try (SampleReader reader = format.read(archive.base(file), Selection.ALL)) {
                for (Optional<Sample> sample = reader.next(); sample.isPresent(); sample = reader.next()) {
                    int number = (int) sample.get().origin().orElseThrow().offset();
                    assertThat(seen.get(number)).as("%s is there twice", number).isFalse();
                    seen.set(number);
                    assertThat(sample.get().origin()).contains(origin(number));
                    assertThat(sample.get().ids()).isEqualTo(ids(number));
                }
            }
        }
        assertThat(seen.cardinality()).isEqualTo(sent);
        assertThat(Remains.find(archive, format, log)).isEmpty();
        try (Stream<Path> datasets = Files.list(archive.path())) {
            assertThat(datasets.filter(path -> !path.getFileName().toString().startsWith("_")))
                    .hasSize(1);
        }
    }
}
