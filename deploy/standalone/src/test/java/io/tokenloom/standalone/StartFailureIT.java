package io.tokenloom.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that cannot succeed. */
class StartFailureIT {
    @Test
    void givesUpOnAPartThatNeverLivesAndTellsTheReason(@TempDir Path home) {
        StandaloneSettings settings = StandaloneSettings.of(home, Path.of(System.getProperty("tokenloom.dist")))
                .withExternal(new ExternalServices(Optional.of("127.0.0.1:1"), Optional.of("http://127.0.0.1:1")))
                .withJob(new JobSettings(
                        CopyJob.class.getName(),
                        List.of("{bootstrap}", "from", "to", "{home}/poisoned"),
                        List.of(Path.of(System.getProperty("tokenloom.test-job")))))
                .withFlinkOptions(Map.of("taskmanager.memory.task.heap.size", "plenty"));

        assertThatThrownBy(() -> StandaloneCluster.up(settings))
                .isInstanceOf(StandaloneException.class)
                .hasMessageStartingWith("taskmanager died 4 times; see " + home.resolve("logs"))
                .hasMessageContaining("\n  IllegalArgumentException: Could not parse value 'plenty' for key");

        assertThat(StandaloneCluster.at(home).status().state()).isEqualTo(StandaloneStatus.State.STOPPED);
        assertThat(StandaloneCluster.at(home).down()).isFalse();
    }
}
