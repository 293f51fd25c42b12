package io.tokenloom.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a model runs. */
public enum Device {
    /** On a CUDA device where this process has one, else on the CPU. */
    AUTO,
    /** On the CPU, one thread: results do not depend on how work is spread. */
    CPU,
    /** On a CUDA device, or not at all. */
    CUDA,
    /** On a CUDA device with TensorRT, or not at all. */
    TENSORRT;

    /** The device of this name in configuration files: lower case. */
    public static Optional<Device> named(String name) {
        return Arrays.stream(values())
                .filter(device -> device.configurationName().equals(name))
                .findFirst();
    }

    /** The name in configuration files. */
    public String configurationName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
