package io.tokenloom.standalone.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenloom.standalone.HomeFolder;
import io.tokenloom.standalone.PartStatus;
import io.tokenloom.standalone.PartStatus.Health;
import io.tokenloom.standalone.StandaloneStatus;
import io.tokenloom.standalone.StatusFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The supervisor over small shell processes. */
class SupervisorTest {
    private static final List<String> LIVES = List.of("/bin/sh", "-c", "exec sleep 600");
    private static final List<String> DIES = List.of("/bin/sh", "-c", "exit 3");

    private HomeFolder home;
    private Supervisor supervisor;
    private Thread thread;

    @BeforeEach
    void home(@TempDir Path folder) {
        home = new HomeFolder(folder);
        home.create();
    }

    @AfterEach
    void stop() throws InterruptedException {
        supervisor.askToStop();
        thread.join();
    }

    @Test
    void startsADeadPartAgainAndWhatItTakesDown() throws IOException {
        run(shell("worker", LIVES, List.of(), List.of()), shell("master", LIVES, List.of(), List.of("worker")));
        awaitHealth("master", Health.HEALTHY);
        awaitHealth("worker", Health.HEALTHY);
        long worker = part("worker").pid().getAsLong();

        assertThat(ProcessHandle.of(part("master").pid().getAsLong())
                        .orElseThrow()
                        .destroyForcibly())
                .isTrue();

        await().untilAsserted(() -> {
            assertThat(part("master").failures()).isEqualTo(1);
            assertThat(part("master").health()).isEqualTo(Health.HEALTHY);
            assertThat(part("worker").health()).isEqualTo(Health.HEALTHY);
            assertThat(part("worker").pid()).isPresent().isNotEqualTo(worker);
        });
        assertThat(part("worker").failures()).isZero();
        assertThat(ProcessHandle.of(worker).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void startsAPartThatEndsAtOnceAgainAndAgain() {
        run(shell("broken", DIES, List.of(), List.of()));

        await().untilAsserted(() -> {
            assertThat(part("broken").failures()).isGreaterThanOrEqualTo(2);
            assertThat(part("broken").detail()).contains("status 3");
        });
    }

    @Test
    void tellsAPartThatRefusesItsFilesFromOneThatDies() {
        run(refusing("strict", 3), refusing("broken", 2));

        awaitHealth("strict", Health.REFUSED);
        await().untilAsserted(() -> {
            assertThat(part("broken").failures()).isGreaterThanOrEqualTo(1);
            assertThat(part("broken").health()).isNotEqualTo(Health.REFUSED);
        });
    }

    @Test
    void startsAPartOnlyAfterThosePartsThatItNeedsAndThatAreHere() throws IOException {
        run(
                shell("broken", DIES, List.of(), List.of()),
                shell("needs-it", LIVES, List.of("broken"), List.of()),
                shell("needs-an-external", LIVES, List.of("elsewhere"), List.of()));

        awaitHealth("needs-an-external", Health.HEALTHY);
        await().until(() -> part("broken").failures() > 0);
        assertThat(part("needs-it").health()).isEqualTo(Health.WAITING);
    }

    @Test
    void tellsWhyAPartCannotBeStarted() {
        run(shell("absent", List.of("/no/such/program"), List.of(), List.of()));

        await().untilAsserted(() -> assertThat(part("absent").detail()).contains("/no/such/program"));
    }

    private void run(Part... parts) {
        supervisor = new Supervisor(home, List.of(parts));
        thread = new Thread(
                () -> {
                    try {
                        supervisor.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "supervisor");
        thread.start();
    }

    private void awaitHealth(String name, Health health) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(part(name).health()).isEqualTo(health));
    }

    private PartStatus part(String name) throws IOException {
        await().until(() -> StatusFile.read(home).state() != StandaloneStatus.State.STOPPED);
        return StatusFile.read(home).part(name).orElseThrow();
    }

    private static Part shell(String name, List<String> command, List<String> after, List<String> takesDown) {
        return new ShellPart(name, command, after, takesDown);
    }

    private record ShellPart(String name, List<String> command, List<String> after, List<String> takesDown)
            implements Part {
        @Override
        public Answer ask() {
            return Answer.healthy("");
        }
    }

    private static Part refusing(String name, int refusal) {
        return new RefusingPart(name, OptionalInt.of(refusal));
    }

    /** Ends with status 3. */
    private record RefusingPart(String name, OptionalInt refusal) implements Part {
        @Override
        public List<String> command() {
            return DIES;
        }

        @Override
        public List<String> after() {
            return List.of();
        }

        @Override
        public Answer ask() {
            return Answer.notYet("");
        }
    }
}
