package io.tokenloom.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.model.DeviceSettings.Precision;
import org.junit.jupiter.api.Test;

class DeviceSettingsTest {
    @Test
    void namesEveryMistakeAtOnce() {
        DeviceSettings settings = new DeviceSettings(Device.CPU, 1, 0, 0, "engines", Precision.FLOAT16);
        assertThat(settings.mistakes())
                .hasSize(7)
                .anyMatch(mistake -> mistake.startsWith("a device memory of 0 bytes"))
                .anyMatch(mistake -> mistake.startsWith("0 threads"))
                .anyMatch(mistake -> mistake.startsWith("device index 1 is of a GPU"))
                .anyMatch(mistake -> mistake.startsWith("device memory is limited on a GPU only"))
                .anyMatch(mistake -> mistake.startsWith("an engine cache is of TensorRT"))
                .anyMatch(mistake -> mistake.startsWith("a precision other than the graph's"))
                .anyMatch(mistake -> mistake.startsWith("engine cache engines is not an absolute path"));
        assertThatThrownBy(() -> OnnxModel.load(TestGraphs.bytes("plus"), settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 threads")
                .hasMessageContaining("engine cache engines");
    }

    @Test
    void takesEachDeviceAsItIs() {
        for (Device device : Device.values()) {
            assertThat(DeviceSettings.of(device).mistakes()).as("%s", device).isEmpty();
        }
        assertThat(new DeviceSettings(Device.TENSORRT, 3, 1 << 30, 2, "/engines", Precision.FLOAT16).mistakes())
                .isEmpty();
    }

    @Test
    void takesTheIndexThatTheClusterGaveWhereItIsOpen() {
        DeviceSettings open = DeviceSettings.of(Device.CUDA);
        assertThat(open.orIndex(2).index()).isEqualTo(2);
        assertThat(open.orIndex(2).orIndex(3).index()).isEqualTo(2);
    }

    @Test
    void speaksTheWordsOfTheProviders() {
        DeviceSettings settings = new DeviceSettings(Device.TENSORRT, 3, 1 << 30, 1, "/engines", Precision.FLOAT16);
        assertThat(ProviderOptions.cuda(settings))
                .containsEntry("device_id", "3")
                .containsEntry("gpu_mem_limit", "1073741824")
                .containsEntry("arena_extend_strategy", "kSameAsRequested")
                .containsEntry("use_tf32", "0");
        assertThat(ProviderOptions.tensorRt(settings))
                .containsEntry("device_id", "3")
                .containsEntry("trt_fp16_enable", "1")
                .containsEntry("trt_engine_cache_enable", "1")
                .containsEntry("trt_engine_cache_path", "/engines");
        assertThat(ProviderOptions.cuda(DeviceSettings.of(Device.CUDA)))
                .containsEntry("device_id", "0")
                .doesNotContainKey("gpu_mem_limit");
        assertThat(ProviderOptions.tensorRt(DeviceSettings.of(Device.TENSORRT))).containsOnlyKeys("device_id");
    }

    @Test
    void opensOnMoreThreads() {
        try (OnnxModel one = OnnxModel.load(TestGraphs.bytes("plus"), Device.CPU);
                OnnxModel two = OnnxModel.load(
                        TestGraphs.bytes("plus"), DeviceSettings.of(Device.CPU).withThreads(2))) {
            assertThat(two.inputs().keySet()).isEqualTo(one.inputs().keySet());
        }
    }
}
