package io.tokenloom.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings in the words of ONNX Runtime's providers, which refuse a key or a value that they do not know.
 *
 * <p>Source: the pages of the CUDA and the TensorRT execution provider in ONNX Runtime's documentation.
 */
final class ProviderOptions {
    private static final int FIRST_DEVICE = 0;

    private ProviderOptions() {}

    static Map<String, String> cuda(DeviceSettings settings) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("device_id", deviceId(settings));
        if (settings.memoryBytes() != DeviceSettings.NO_LIMIT) {
            options.put("gpu_mem_limit", Long.toString(settings.memoryBytes()));
        }
        // By powers of two, the arena would ask for up to twice what is needed and hit the limit at half of it.
        options.put("arena_extend_strategy", "kSameAsRequested");
        // The default tries out algorithms by the clock, so which one computes depends on the moment.
        options.put("cudnn_conv_algo_search", "HEURISTIC");
        // On by default, it computes float32 with 10 bits of mantissa: ids near a boundary fall to the other side.
        options.put("use_tf32", "0");
        return options;
    }

    static Map<String, String> tensorRt(DeviceSettings settings) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("device_id", deviceId(settings));
        if (settings.precision() == DeviceSettings.Precision.FLOAT16) {
            options.put("trt_fp16_enable", "1");
        }
        if (!settings.engineCache().isEmpty()) {
            options.put("trt_engine_cache_enable", "1");
            options.put("trt_engine_cache_path", settings.engineCache());
        }
        return options;
    }

    private static String deviceId(DeviceSettings settings) {
        return Integer.toString(settings.orIndex(FIRST_DEVICE).index());
    }
}
