package io.tokenloom.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tokenloom.standalone.PartStatus.Health;
import java.nio.file.Path;
import java.time.Duration;
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
        settings = StandaloneSettings.of(home, Path.of(System.getProperty("tokenloom.dist")));
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
    void carriesRecordsUpToSixtyFourMebibytes() throws Exception {
        client.createTopic("records");
        client.produce("records", "first");
        assertThat(client.consume("records")).containsExactly("first");

        client.createTopic("large");
        client.produce("large", "x".repeat(64 << 20));
        assertThat(client.consume("large")).singleElement().satisfies(value -> assertThat(value)
                .hasSize(64 << 20));
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
    void refusesToRunTwice() {
        assertThatThrownBy(() -> StandaloneCluster.up(settings))
                .isInstanceOf(StandaloneException.class)
                .hasMessageContaining("already running")
                .hasMessageContaining(
                        Long.toString(cluster.status().supervisorPid().getAsLong()));
    }

    @Test
    @Order(4)
    void restartsKilledPartsWithTheirData() throws Exception {
        for (PartStatus part : cluster.status().parts()) {
            kill(part.pid().getAsLong());
            await().atMost(COMES_BACK).untilAsserted(() -> {
                PartStatus now = cluster.status().part(part.name()).orElseThrow();
                assertThat(now.failures()).isEqualTo(1);
                assertThat(now.health()).isEqualTo(Health.HEALTHY);
                assertThat(now.pid()).isNotEqualTo(part.pid());
            });
        }
        client.produce("records", "second");
        assertThat(client.consume("records")).containsExactly("first", "second");
        assertThat(client.get(addresses.registryUrl() + "/subjects")).contains("records-value");
    }

    @Test
    @Order(5)
    void leavesNoOrphanWhenTheSupervisorIsKilledAndRecovers() throws Exception {
        StandaloneStatus before = cluster.status();
        kill(before.supervisorPid().getAsLong());
        await().atMost(COMES_BACK)
                .untilAsserted(() -> assertThat(before.parts()).allSatisfy(part -> assertThat(
                                ProcessHandle.of(part.pid().getAsLong()).filter(ProcessHandle::isAlive))
                        .isEmpty()));
        assertThat(cluster.status().state()).isEqualTo(StandaloneStatus.State.STOPPED);

        StandaloneStatus after = StandaloneCluster.up(settings);

        assertThat(after.notes()).singleElement().asString().contains("ended without down");
        assertThat(after.addresses()).contains(addresses);
        assertThat(client.consume("records")).containsExactly("first", "second");
    }

    @Test
    @Order(6)
    void keepsDataOverDownAndUp() throws Exception {
        assertThat(cluster.down()).isTrue();
        assertThat(cluster.down()).isFalse();
        assertThat(cluster.status().state()).isEqualTo(StandaloneStatus.State.STOPPED);

        StandaloneStatus status = StandaloneCluster.up(settings);

        assertThat(status.notes()).isEmpty();
        assertThat(client.consume("records")).containsExactly("first", "second");
        assertThat(client.get(addresses.registryUrl() + "/subjects")).contains("records-value");
    }

    private static void kill(long pid) throws Exception {
        new ProcessBuilder("kill", "-9", Long.toString(pid)).inheritIO().start().waitFor();
    }
}
