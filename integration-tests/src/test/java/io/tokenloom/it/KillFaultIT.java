package io.tokenloom.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.cli.bench.kill.KillInput;
import io.tokenloom.cli.bench.kill.KillMoment;
import io.tokenloom.cli.bench.kill.KillRange;
import io.tokenloom.cli.bench.kill.KillRound;
import io.tokenloom.cli.bench.kill.RoundResult;
import io.tokenloom.cli.bench.kill.Trigger;
import io.tokenloom.cli.bench.kill.Victim;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} in the middle of a long ingest, at the moments at which most is in the air. {@code tokenloom bench kill}
 * plays more rounds. One platform for all, in a fixed order, so that a seed always means the same.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KillFaultIT {
    private static final KillInput INPUT = new KillInput(20260101, 4, 10_000, 6, 100);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static KillRange range;

    @BeforeAll
    static void sendsUndisturbed() throws IOException {
        range = KillRange.open(Assembled.program(), folder, INPUT, System.out::println);
    }

    @AfterAll
    static void stop() {
        if (range != null) {
            range.close();
        }
    }

    @Test
    @Order(1)
    void nothingIsLostOrDoubledWhenTheTaskManagerDiesWhileItFlushesTransactions() throws IOException {
        assertClean(new KillRound(
                1, Victim.TASK_MANAGER, new KillMoment(0.3, Trigger.CHECKPOINT_BEGINS, Duration.ofMillis(5))));
    }

    @Test
    @Order(2)
    void nothingIsLostOrDoubledWhenTheJobManagerDiesBetweenACheckpointAndItsCommit() throws IOException {
        assertClean(
                new KillRound(2, Victim.JOB_MANAGER, new KillMoment(0.45, Trigger.CHECKPOINT_COMPLETE, Duration.ZERO)));
    }

    @Test
    @Order(3)
    void nothingIsLostOrDoubledWhenEverythingDiesAtOnce() throws IOException {
        assertClean(new KillRound(3, Victim.EVERYTHING, new KillMoment(0.5, Trigger.ANY_TIME, Duration.ofMillis(300))));
    }

    private static void assertClean(KillRound round) throws IOException {
        RoundResult result = range.play(round);
        assertThat(result).matches(RoundResult::clean, "missing 0, duplicated 0, sets equal to the undisturbed run's");
    }
}
