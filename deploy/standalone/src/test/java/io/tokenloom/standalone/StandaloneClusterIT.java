package io.tokenloom.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tokenloom.standalone.PartStatus.Health;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Broker, registry and supervisor as real processes, on the assembled layout. Each test goes on where one ended. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StandaloneClusterIT {
    private static final Duration COMES_BACK = Duration.ofSeconds(60);

    private StandaloneSettings settings;
    private StandaloneCluster cluster;
    private StandaloneAddresses addresses;
    private ClusterClient client;

    @BeforeAll
    void up(@TempDir Path home) {
        settings = settings(home).withJob(copy("copy-in", "copy-out"));
        cluster = StandaloneCluster.at(home);
        StandaloneStatus status = StandaloneCluster.up(settings);
        assertThat(status.state()).isEqualTo(StandaloneStatus.State.RUNNING);
        assertThat(status.notes()).isEmpty();
        addresses = status.addresses().orElseThrow();
        client = new ClusterClient(addresses);
    }

    @AfterAll
    void down() {
        cluster.down();
    }

    @Test
    @Order(1)
    void carriesTheLargestRecords() throws Exception {
        client.createTopic("records");
        client.produce("records", "first");
        assertThat(client.consume("records")).containsExactly("first");

        client.createTopic("large");
        client.produce("large", "x".repeat(24 << 20));
        assertThat(client.consume("large")).singleElement().satisfies(value -> assertThat(value)
                .hasSize(24 << 20));
    }

    @Test
    @Order(2)
    void refusesAnIncompatibleSchema() throws Exception {
        assertThat(client.get(addresses.registryUrl() + "/config")).contains("FULL_TRANSITIVE");
        assertThat(client.registerSchema("records-value", "\"long\"")).isEqualTo(200);
        assertThat(client.registerSchema("records-value", "\"string\"")).isEqualTo(409);
    }

    @Test
    @Order(3)
    void listensOnTheLoopbackAddressOnly() throws Exception {
        for (PartStatus part : cluster.status().parts()) {
            assertThat(ListeningSockets.of(part.pid().getAsLong()))
                    .as(part.name())
                    .isNotEmpty()
                    .allSatisfy(socket ->
                            assertThat(socket.getAddress().isLoopbackAddress()).isTrue());
        }
    }

    @Test
    @Order(3)
    void showsPrometheusMetrics() throws Exception {
        Map<String, String> pages = addresses.metricsUrls();
        assertThat(client.get(pages.get(PartNames.JOB_MANAGER))).contains("numberOfCompletedCheckpoints");
        assertThat(client.get(pages.get(PartNames.TASK_MANAGER))).contains("KafkaSourceReader");
        assertThat(client.get(pages.get(PartNames.REGISTRY))).contains("jvm_memory_used_bytes");
    }

    @Test
    @Order(3)
    void staysUnderThreeGibibytes() throws Exception {
        long total = ResidentMemory.bytes(cluster.status().supervisorPid().getAsLong());
        for (PartStatus part : cluster.status().parts()) {
            long bytes = ResidentMemory.bytes(part.pid().getAsLong());
            System.out.println(part.name() + " " + (bytes >> 20) + " MiB");
            total += bytes;
        }
        assertThat(total).isLessThan(2_500L << 20);
    }

    @Test
    @Order(3)
    void refusesToRunTwice() {
        assertThatThrownBy(() -> StandaloneCluster.up(settings))
                .isInstanceOf(StandaloneException.class)
                .hasMessageContaining("already running")
                .hasMessageContaining(
                        Long.toString(cluster.status().supervisorPid().getAsLong()));
    }

    @Test
    @Order(3)
    void lendsItsServicesToAnInstallationThatHasOnlyFlink(@TempDir Path second) throws Exception {
        StandaloneSettings flinkOnly = settings(second)
                .withExternal(
                        new ExternalServices(Optional.of(addresses.bootstrap()), Optional.of(addresses.registryUrl())))
                .withJob(copy("lent-in", "lent-out"));
        StandaloneCluster borrower = StandaloneCluster.at(second);
        try {
            StandaloneStatus status = StandaloneCluster.up(flinkOnly);

            assertThat(status.state()).isEqualTo(StandaloneStatus.State.RUNNING);
            assertThat(status.parts())
                    .extracting(PartStatus::name)
                    .containsExactly(PartNames.TASK_MANAGER, PartNames.JOB_MANAGER);
            assertThat(status.addresses().orElseThrow().bootstrap()).isEqualTo(addresses.bootstrap());
            assertThat(status.addresses().orElseThrow().registryUrl()).isEqualTo(addresses.registryUrl());
            client.produce("lent-in", "lent");
            await().atMost(COMES_BACK)
                    .untilAsserted(() -> assertThat(client.consume("lent-out")).containsExactly("lent"));
        } finally {
            borrower.down();
        }
        assertThat(cluster.status().state()).isEqualTo(StandaloneStatus.State.RUNNING);
    }

    @Test
    @Order(4)
    void restartsKilledPartsWithTheirData() throws Exception {
        List<String> sent = new ArrayList<>();
        for (PartStatus part : cluster.status().parts()) {
            sent.add("before the kill of " + part.name());
            client.produce("copy-in", sent.get(sent.size() - 1));
            kill(part.pid().getAsLong());
            await().atMost(COMES_BACK).untilAsserted(() -> {
                PartStatus now = cluster.status().part(part.name()).orElseThrow();
                assertThat(now.failures()).isEqualTo(1);
                assertThat(now.health()).isEqualTo(Health.HEALTHY);
                assertThat(now.pid()).isNotEqualTo(part.pid());
                assertThat(cluster.status()
                                .part(PartNames.JOB_MANAGER)
                                .orElseThrow()
                                .health())
                        .isEqualTo(Health.HEALTHY);
            });
            sent.add("after the kill of " + part.name());
            client.produce("copy-in", sent.get(sent.size() - 1));
            await().atMost(COMES_BACK)
                    .untilAsserted(() -> assertThat(client.consume("copy-out")).containsExactlyElementsOf(sent));
        }
        client.produce("records", "second");
        assertThat(client.consume("records")).containsExactly("first", "second");
        assertThat(client.get(addresses.registryUrl() + "/subjects")).contains("records-value");
    }

    @Test
    @Order(5)
    void startsAJobAgainThatFailedForGood() throws Exception {
        client.produce("copy-in", CopyJob.POISON);
        client.produce("copy-in", "after the poison");

        await().atMost(COMES_BACK).untilAsserted(() -> assertThat(client.consume("copy-out"))
                .endsWith(CopyJob.POISON, "after the poison")
                .doesNotHaveDuplicates());
        assertThat(cluster.status().part(PartNames.JOB_MANAGER).orElseThrow().failures())
                .isEqualTo(2);
    }

    @Test
    @Order(6)
    void leavesNoOrphanWhenTheSupervisorIsKilledAndRecovers() throws Exception {
        StandaloneStatus before = cluster.status();
        kill(before.supervisorPid().getAsLong());
        await().atMost(COMES_BACK)
                .untilAsserted(() -> assertThat(before.parts()).allSatisfy(part -> assertThat(
                                ProcessHandle.of(part.pid().getAsLong()).filter(ProcessHandle::isAlive))
                        .isEmpty()));
        assertThat(cluster.status().state()).isEqualTo(StandaloneStatus.State.STOPPED);

        StandaloneStatus after = StandaloneCluster.up(settings);

        client.produce("copy-in", "after recovery");
        await().atMost(COMES_BACK).untilAsserted(() -> assertThat(client.consume("copy-out"))
                .hasSize(11)
                .doesNotHaveDuplicates()
                .endsWith("after recovery"));
        assertThat(after.notes()).singleElement().asString().contains("ended without down");
        assertThat(after.addresses()).contains(addresses);
        assertThat(client.consume("records")).containsExactly("first", "second");
    }

    @Test
    @Order(7)
    void keepsDataOverDownAndUp() throws Exception {
        assertThat(cluster.down()).isTrue();
        assertThat(cluster.down()).isFalse();
        assertThat(cluster.status().state()).isEqualTo(StandaloneStatus.State.STOPPED);

        StandaloneStatus status = StandaloneCluster.up(settings);

        assertThat(status.notes()).isEmpty();
        client.produce("copy-in", "after down and up");
        await().atMost(COMES_BACK).untilAsserted(() -> assertThat(client.consume("copy-out"))
                .hasSize(12)
                .doesNotHaveDuplicates()
                .endsWith("after down and up"));
        assertThat(client.consume("records")).containsExactly("first", "second");
        assertThat(client.get(addresses.registryUrl() + "/subjects")).contains("records-value");
    }

    private static StandaloneSettings settings(Path home) {
        return StandaloneSettings.of(home, Path.of(System.getProperty("tokenloom.dist")))
                .withTaskSlots(1);
    }

    private static JobSettings copy(String from, String to) {
        return new JobSettings(
                CopyJob.class.getName(),
                List.of("{bootstrap}", from, to, "{home}/poisoned"),
                List.of(Path.of(System.getProperty("tokenloom.test-job"))));
    }

    private static void kill(long pid) throws Exception {
        new ProcessBuilder("kill", "-9", Long.toString(pid)).inheritIO().start().waitFor();
    }
}
