package io.tokenloom.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortTableTest {
    private HomeFolder home;

    @BeforeEach
    void home(@TempDir Path folder) {
        home = new HomeFolder(folder);
        home.create();
    }

    @Test
    void findsAPortForEachUseOnceAndRemembersIt() throws IOException {
        PortTable first = PortTable.reserve(home, Map.of());

        assertThat(first.numbers().values()).hasSize(Port.values().length).doesNotHaveDuplicates();
        assertThat(PortTable.reserve(home, Map.of())).isEqualTo(first);
        assertThat(PortTable.remembered(home)).isEqualTo(first);
    }

    @Test
    void refusesAFixedPortThatIsOccupied() throws IOException {
        try (ServerSocket other = occupied(0)) {
            assertThatThrownBy(() -> PortTable.reserve(home, Map.of(Port.KAFKA, other.getLocalPort())))
                    .isInstanceOf(StandaloneException.class)
                    .hasMessageContainingAll("port " + other.getLocalPort(), "(kafka)", "ask for another port");
        }
    }

    @Test
    void refusesARememberedPortThatIsOccupied() throws IOException {
        int remembered = PortTable.reserve(home, Map.of()).number(Port.REGISTRY);
        try (ServerSocket other = occupied(remembered)) {
            assertThat(other.getLocalPort()).isEqualTo(remembered);
            assertThatThrownBy(() -> PortTable.reserve(home, Map.of()))
                    .isInstanceOf(StandaloneException.class)
                    .hasMessageContainingAll("port " + remembered, "(registry)", "delete " + home.ports());
        }
    }

    @Test
    void waitsForARememberedPortThatIsGivenBackSoon() throws IOException {
        PortTable remembered = PortTable.reserve(home, Map.of());
        ServerSocket other = occupied(remembered.number(Port.REGISTRY));
        Executor soon = CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS);
        CompletableFuture<Void> givenBack = CompletableFuture.runAsync(() -> close(other), soon);

        assertThat(PortTable.reserve(home, Map.of())).isEqualTo(remembered);
        assertThat(givenBack).succeedsWithin(Duration.ofSeconds(5));
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void refusesTheSamePortForTwoUses() {
        assertThatThrownBy(() -> PortTable.reserve(home, Map.of(Port.KAFKA, 23_456, Port.REGISTRY, 23_456)))
                .isInstanceOf(StandaloneException.class)
                .hasMessageContaining("another part");
    }

    private static ServerSocket occupied(int number) throws IOException {
        return new ServerSocket(number, 1, InetAddress.getLoopbackAddress());
    }
}
