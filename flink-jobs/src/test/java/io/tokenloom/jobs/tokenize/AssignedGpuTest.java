package io.tokenloom.jobs.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.model.Device;
import io.tokenloom.model.DeviceSettings;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.junit.jupiter.api.Test;

class AssignedGpuTest {
    private static final DeviceSettings OPEN = DeviceSettings.of(Device.CUDA);

    /** One of a worker's GPUs, as Flink's plugin describes it. */
    private record Gpu(String index) implements ExternalResourceInfo {
        @Override
        public Optional<String> getProperty(String key) {
            return key.equals("index") ? Optional.of(index) : Optional.empty();
        }

        @Override
        public Collection<String> getKeys() {
            return List.of("index");
        }
    }

    @Test
    void takesTheWorkersGpusInTurn() {
        Set<ExternalResourceInfo> given = Set.of(new Gpu("10"), new Gpu("2"));
        assertThat(AssignedGpu.of(OPEN, given, 0).index()).isEqualTo(2);
        assertThat(AssignedGpu.of(OPEN, given, 1).index()).isEqualTo(10);
        assertThat(AssignedGpu.of(OPEN, given, 2).index()).isEqualTo(2);
    }

    @Test
    void leavesWhatTheRouteSaysAndWhatNeedsNoGpu() {
        Set<ExternalResourceInfo> given = Set.of(new Gpu("2"));
        assertThat(AssignedGpu.of(OPEN.orIndex(7), given, 0).index()).isEqualTo(7);
        assertThat(AssignedGpu.of(OPEN, Set.of(), 0)).isEqualTo(OPEN);
        DeviceSettings cpu = DeviceSettings.of(Device.CPU);
        assertThat(AssignedGpu.of(cpu, given, 0)).isEqualTo(cpu);
    }

    @Test
    void refusesAnIndexThatIsNoNumber() {
        Set<ExternalResourceInfo> given = Set.of(new Gpu("GPU-5f2c"));
        assertThatThrownBy(() -> AssignedGpu.of(OPEN, given, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"GPU-5f2c\"")
                .hasMessageContaining("discovery script");
    }
}
