package io.tokenloom.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The Tokenize job with its default two slots and a backlog of the largest items on every partition. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LargeRecordsIT {
    /** The largest text behind a claim check. */
    private static final int LARGEST_TEXT = 64 << 20;

    /** The largest record less its frame. */
    private static final int LARGEST_RECORD = (8 << 20) - (64 << 10);

    /** At most 4 MiB each, and cut between lines. */
    private static final long PARTS = 17;

    private static final long MOST_BYTES = 3L << 30;

    private static final int PARTITIONS = 2;
    private static final int BACKLOG = 8;
    private static final String ROUTES = """
            job: tokenize
            routes:
              - {name: text, from: {topic: media.text.raw.v1, format: avro}, tokenizer: builtin:o200k_base, to: tokens.text.v1}
              - {name: logs, from: {topic: logs.raw.v1, format: lines}, tokenizer: builtin:o200k_base, to: tokens.text.v1}
            """;

    private Path claims;
    private StandaloneCluster cluster;
    private StandaloneAddresses addresses;
    private ClusterClient client;

    @BeforeAll
    void up(@TempDir Path home) throws Exception {
        claims = Files.createDirectory(home.resolve("claims"));
        StandaloneSettings settings = StandaloneSettings.of(home, Path.of(System.getProperty("tokenloom.dist")))
                .withJob(new JobSettings(
                        "io.tokenloom.jobs.tokenize.TokenizeMain",
                        List.of(
                                "--routes",
                                "{home}/routes.yaml",
                                "--connections",
                                "{home}/tokenloom.yaml",
                                "--provision"),
                        List.of()));
        addresses = StandaloneCluster.reserve(settings);
        Files.writeString(home.resolve("routes.yaml"), ROUTES);
        Files.writeString(
                home.resolve("tokenloom.yaml"),
                "kafka: {bootstrap.servers: \"%s\"}%nschemaRegistry: {schema.registry.url: \"%s\"}%nclaims: {store: %s}%n"
                        .formatted(addresses.bootstrap(), addresses.registryUrl(), claims.toUri()));
        cluster = StandaloneCluster.at(home);
        StandaloneCluster.up(settings);
        client = new ClusterClient(addresses);
    }

    @AfterAll
    void down() {
        cluster.down();
    }

    @Test
    @Order(1)
    void passThroughBothSlotsAtOnceHoweverManyWait() throws Exception {
        Map<String, String> lines = claim("lines", lines());
        Map<String, String> oneWord = claim("one-word", filled(LARGEST_TEXT)); // a text without a place to cut
        for (int i = 0; i < BACKLOG; i++) {
            toEachPartition("media.text.raw.v1", filled(LARGEST_RECORD), Map.of()); // no Avro record
            toEachPartition("logs.raw.v1", filled(LARGEST_RECORD), Map.of()); // nor a place to cut
            toEachPartition("logs.raw.v1", new byte[0], i % 4 == 0 ? lines : oneWord);
        }

        awaitCommitted("tokens.dlq.v1", PARTITIONS * (2L * BACKLOG + BACKLOG * 3 / 4));
        awaitCommitted("tokens.text.v1", PARTITIONS * (BACKLOG / 4) * PARTS);
        assertThat(client.committed("tokens.text.v1").bytes())
                .isGreaterThanOrEqualTo(PARTITIONS * (BACKLOG / 4) * (LARGEST_TEXT / 4L));
        assertThat(client.committed("tokens.dlq.v1").bytes()).isEqualTo(PARTITIONS * 2L * BACKLOG * LARGEST_RECORD);

        long most = ResidentMemory.mostBytes(cluster.status().supervisorPid().getAsLong());
        for (PartStatus part : cluster.status().parts()) {
            assertThat(part.failures()).as(part.name()).isZero();
            long bytes = ResidentMemory.mostBytes(part.pid().getAsLong());
            System.out.println(part.name() + " at most " + (bytes >> 20) + " MiB");
            most += bytes;
        }
        System.out.println("all at most " + (most >> 20) + " MiB");
        assertThat(most).isLessThan(MOST_BYTES);
    }

    @Test
    @Order(2)
    void areCountedOnTheMetricsPages() throws Exception {
        Map<String, String> pages = addresses.metricsUrls();
        // The counters of dead letters are as old as the TaskManager's first dead letter.
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(client.get(pages.get(PartNames.TASK_MANAGER)))
                        .containsPattern(metric("tokenloom_route_code_deadLetters", "code=\"BAD_MAGIC\"", "text"))
                        .containsPattern(metric("tokenloom_route_code_deadLetters", "code=\"TEXT_LIMIT\"", "logs"))
                        .containsPattern(metric("tokenloom_route_tokens", "", "logs"))
                        .containsPattern(metric("tokenloom_route_checkpointAge", "", "logs"))
                        .contains(
                                "flink_taskmanager_job_task_operator_pendingRecords{",
                                "flink_taskmanager_job_task_operator_numRecordsInPerSecond{",
                                "flink_taskmanager_job_task_operator_numRecordsOutPerSecond{"));
        assertThat(client.get(pages.get(PartNames.JOB_MANAGER)))
                .contains(
                        "flink_jobmanager_job_lastCheckpointDuration{",
                        "flink_jobmanager_job_numberOfFailedCheckpoints{",
                        "flink_jobmanager_job_numRestarts{");
    }

    private void toEachPartition(String topic, byte[] value, Map<String, String> headers) throws Exception {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            client.produce(topic, partition, value, headers);
        }
    }

    private Map<String, String> claim(String name, byte[] content) throws Exception {
        Files.write(claims.resolve(name), content);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        return Map.of(
                "claim-check-uri",
                name,
                "claim-check-sha256",
                sha256,
                "claim-check-bytes",
                Integer.toString(content.length));
    }

    private void awaitCommitted(String topic, long records) {
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() ->
                        assertThat(client.committed(topic).records()).as(topic).isEqualTo(records));
    }

    // The labels come in any order.
    private static String metric(String name, String label, String route) {
        return "flink_taskmanager_job_task_operator_" + name + "\\{(?=.*" + label + ")(?=.*route=\"" + route
                + "\").*} [0-9]";
    }

    private static byte[] filled(int bytes) {
        byte[] oneWord = new byte[bytes];
        Arrays.fill(oneWord, (byte) 'x');
        return oneWord;
    }

    // One letter that is not Latin-1 makes two bytes of every character in memory.
    private static byte[] lines() {
        byte[] sentence = "It was a bright cold day in April, and the clocks were striking thirteen.\n"
                .getBytes(StandardCharsets.UTF_8);
        byte[] lines = new byte[LARGEST_TEXT];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = sentence[i % sentence.length];
        }
        byte[] letter = "ł".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(letter, 0, lines, 0, letter.length);
        return lines;
    }
}
