package io.tokenloom.model;

import ai.onnxruntime.OrtException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a GPU can't be used, in words that say what to install. */
final class DeviceRefusal {
    private static final Pattern LIBRARY =
            Pattern.compile("(lib[\\w.+-]+?\\.so[\\w.]*|\\w+\\.dll): cannot open shared object file");
    private static final Pattern DRIVER = Pattern.compile(
            "libcuda\\.so|driver version is insufficient|CUDA failure 35\\b|cudaErrorInsufficientDriver",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_GPU =
            Pattern.compile("no CUDA-capable device|CUDA failure 100\\b|cudaErrorNoDevice", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_SUCH_GPU = Pattern.compile(
            "invalid device ordinal|CUDA failure 101\\b|cudaErrorInvalidDevice|Invalid CUDA device",
            Pattern.CASE_INSENSITIVE);

    private DeviceRefusal() {}

    /** The library in this process is the one for the CPU. */
    static DeviceMissingException notBuiltIn(Device device) {
        return new DeviceMissingException(
                begin(device) + "this is the build for the CPU. Build with the Maven profile gpu, which has"
                        + " onnxruntime_gpu (Linux and Windows on x86-64) in place of onnxruntime" + orCpu(),
                null);
    }

    /** @param e what the device or its libraries said */
    static DeviceMissingException of(DeviceSettings settings, OrtException e) {
        return new DeviceMissingException(text(settings, e.getMessage()), e);
    }

    static String text(DeviceSettings settings, String message) {
        String reason = OrtReason.of(message);
        Matcher library = LIBRARY.matcher(message);
        String cause;
        if (DRIVER.matcher(message).find()) {
            cause = "NVIDIA's driver is missing or older than CUDA 12 (" + reason + "). Install the driver, and in a"
                    + " container start it with the GPU";
        } else if (library.find()) {
            cause = "the library " + library.group(1) + " is missing. Install CUDA 12 and cuDNN 9"
                    + (settings.device() == Device.TENSORRT ? " and TensorRT 10" : "")
                    + ", and name their folders in LD_LIBRARY_PATH";
        } else if (NO_GPU.matcher(message).find()) {
            cause = "CUDA sees no GPU (" + reason + "). Look at nvidia-smi and CUDA_VISIBLE_DEVICES";
        } else if (NO_SUCH_GPU.matcher(message).find()) {
            cause = "there is no GPU " + settings.orIndex(0).index() + " (" + reason + "). Choose another index";
        } else if (OrtReason.outOfMemory(message)) {
            cause = "it has no memory left to start with (" + reason + "). Raise the memory limit, or free the GPU";
        } else {
            cause = "it can't be used (" + reason + "). Look at nvidia-smi";
        }
        return begin(settings.device()) + cause + orCpu();
    }

    private static String begin(Device device) {
        return "device " + device.configurationName() + " is not there: ";
    }

    private static String orCpu() {
        return "; or choose device: cpu";
    }
}
