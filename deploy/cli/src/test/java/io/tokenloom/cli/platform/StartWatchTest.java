package io.tokenloom.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.standalone.PartStatus;
import io.tokenloom.standalone.PartStatus.Health;
import io.tokenloom.standalone.StandaloneStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StartWatchTest {
    @Test
    void tellsEachPartOnceWhenItIsHealthyAndEachDeath() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        try (StartWatch watch = StartWatch.lines(new PrintStream(out, true, StandardCharsets.UTF_8), clock)) {
            watch.accept(status(part("broker", Health.STARTING, ""), part("registry", Health.WAITING, "")));
            watch.accept(status(part("broker", Health.HEALTHY, ""), part("registry", Health.STARTING, "")));
            watch.accept(status(part("broker", Health.HEALTHY, ""), part("registry", Health.DEAD, "exit code 1")));
        }

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "  broker       healthy after 0.0 s",
                        "  registry     died: exit code 1 (see " + Path.of("logs", "registry.log") + ")");
    }

    private static PartStatus part(String name, Health health, String detail) {
        return new PartStatus(name, health, OptionalLong.empty(), 0, Path.of("logs", name + ".log"), detail);
    }

    private static StandaloneStatus status(PartStatus... parts) {
        return new StandaloneStatus(
                StandaloneStatus.State.STARTING, OptionalLong.empty(), Optional.empty(), List.of(parts), List.of());
    }
}
