package io.tokenloom.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The messages are those that ONNX Runtime 1.26 gave on machines where something was missing. */
class DeviceRefusalTest {
    private static final String LIBRARY =
            "Error code - ORT_FAIL - message: /src/core/session/provider_bridge_ort.cc:1962 onnxruntime::Provider&"
                    + " onnxruntime::ProviderLibrary::Get() [ONNXRuntimeError] : 1 : FAIL : Failed to load library"
                    + " /var/run/libonnxruntime_providers_cuda.so with error: libcublasLt.so.12: cannot open shared object"
                    + " file: No such file or directory";
    private static final String DRIVER = "Error code - ORT_FAIL - message:"
            + " /src/core/providers/cuda/cuda_execution_provider_info.cc:60 static onnxruntime::CUDAExecutionProviderInfo"
            + " onnxruntime::CUDAExecutionProviderInfo::FromProviderOptions(const onnxruntime::ProviderOptions&)"
            + " [ONNXRuntimeError] : 1 : FAIL : provider_options_utils.h:187 Parse Failed to parse provider option"
            + " \"device_id\": CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version ; GPU=-1 ;"
            + " hostname=worker ; file=/src/core/providers/cuda/cuda_execution_provider_info.cc ; line=67 ;"
            + " expr=cudaGetDeviceCount(&num_devices); ";

    @Test
    void namesTheLibraryThatIsMissing() {
        assertThat(DeviceRefusal.text(DeviceSettings.of(Device.CUDA), LIBRARY))
                .isEqualTo(
                        "device cuda is not there: the library libcublasLt.so.12 is missing. Install CUDA 12 and cuDNN 9,"
                                + " and name their folders in LD_LIBRARY_PATH; or choose device: cpu");
        assertThat(DeviceRefusal.text(
                        DeviceSettings.of(Device.TENSORRT), LIBRARY.replace("cublasLt.so.12", "nvinfer.so.10")))
                .contains("the library libnvinfer.so.10 is missing")
                .contains("TensorRT 10");
    }

    @Test
    void namesTheDriverAndNothingOfTheMachine() {
        assertThat(DeviceRefusal.text(DeviceSettings.of(Device.CUDA), DRIVER))
                .startsWith(
                        "device cuda is not there: NVIDIA's driver is missing or older than CUDA 12 (Failed to parse"
                                + " provider option \"device_id\": CUDA failure 35: CUDA driver version is insufficient for CUDA"
                                + " runtime version).")
                .endsWith("or choose device: cpu");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CUDA failure 100: no CUDA-capable device is detected ; GPU=-1 | CUDA sees no GPU
            CUDA failure 101: invalid device ordinal ; GPU=7              | there is no GPU 7
            CUDA failure 2: out of memory ; GPU=0                         | it has no memory left
            CUDA failure 999: unknown error                               | Look at nvidia-smi
            """)
    void namesWhatElseIsWrong(String message, String cause) {
        assertThat(DeviceRefusal.text(DeviceSettings.of(Device.CUDA).orIndex(7), message))
                .contains(cause);
    }

    @ParameterizedTest
    @EnumSource(names = {"CUDA", "TENSORRT"})
    @EnabledIf("buildForTheCpu")
    void refusesADeviceThatTheBuildHasNot(Device device) {
        assertThatThrownBy(() -> OnnxModel.load(TestGraphs.bytes("plus"), device))
                .isInstanceOf(DeviceMissingException.class)
                .hasMessageContaining("device " + device.configurationName() + " is not there")
                .hasMessageContaining("Maven profile gpu")
                .hasMessageContaining("choose device: cpu");
    }

    @Test
    @EnabledIf("buildForTheCpu")
    void goesAroundADeviceThatIsNotThereWhereItMay() {
        DeviceSettings limited =
                new DeviceSettings(Device.AUTO, 1, 1 << 30, 2, "", DeviceSettings.Precision.OF_THE_GRAPH);
        try (OnnxModel model = OnnxModel.load(TestGraphs.bytes("plus"), limited)) {
            assertThat(model.device()).isEqualTo(Device.CPU);
        }
    }

    /** What is wrong with a graph is not taken for a device that is missing. */
    @Test
    void doesNotGoAroundAGraphThatIsWrong() {
        assertThatThrownBy(() -> OnnxModel.load(TestGraphs.bytes("opset-missing"), Device.AUTO))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("Missing opset");
    }

    static boolean buildForTheCpu() {
        return !OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
    }
}
