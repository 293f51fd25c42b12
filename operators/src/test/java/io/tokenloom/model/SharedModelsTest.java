package io.tokenloom.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.vision.Quadrants;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedModelsTest {
    private final SharedModels models = new SharedModels();
    private final AtomicInteger loads = new AtomicInteger();

    @Test
    void loadsOnceForAllAndClosesWithTheLast() {
        SharedModels.Lease first = lease("a");
        SharedModels.Lease second = lease("a");
        SharedModels.Lease other = lease("b");
        assertThat(second.model()).isSameAs(first.model());
        assertThat(other.model()).isNotSameAs(first.model());
        assertThat(loads).hasValue(2);
        assertThat(models.open()).isEqualTo(2);

        first.close();
        first.close();
        assertThat(second.model().inputs()).containsKeys("image", "state", "step");
        assertThat(models.open()).isEqualTo(2);
        second.close();
        other.close();
        assertThat(models.open()).isZero();
    }

    @Test
    void leavesNothingBehindWhereLoadingFails() {
        assertThatThrownBy(() -> models.lease("x", Device.CPU, () -> new byte[] {1, 2, 3}))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("can't be loaded");
        assertThat(models.open()).isZero();
    }

    @Test
    void tellsWhichDeviceIsNotThere() {
        assertThatThrownBy(() -> models.lease("x", Device.CUDA, () -> Quadrants.bytes("encoder.onnx")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("device cuda is not there")
                .hasMessageContaining("choose device: cpu");
    }

    @Test
    void fallsBackToTheCpuWhereTheDeviceIsFree() {
        try (SharedModels.Lease lease = models.lease("x", Device.AUTO, () -> Quadrants.bytes("encoder.onnx"))) {
            assertThat(lease.model().device()).isNotEqualTo(Device.AUTO);
        }
    }

    private SharedModels.Lease lease(String name) {
        return models.lease(name, Device.CPU, () -> {
            loads.incrementAndGet();
            return Quadrants.bytes("encoder.onnx");
        });
    }
}
