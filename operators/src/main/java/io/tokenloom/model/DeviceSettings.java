package io.tokenloom.model;

import java.io.Serializable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Where a model runs and what it may take there. Immutable. Models with equal settings are one session in a process.
 *
 * <p><b>Threads.</b> One by default. A worker runs as many models at once as it has slots, and each slot has a core: threads
 * of a model on top of that wait for one another. They also spin while they wait, which takes the cores from the slots. And
 * on one thread the order of every sum is fixed, so ids do not depend on the machine's cores. More threads make sense for a
 * large model on a worker with fewer slots than cores; then the golden items say whether the ids stay. Nodes run one after
 * the other in any case, so a second pool for nodes side by side would only be more threads.
 *
 * @param device the kind of device
 * @param index which of the GPUs, from 0; {@link #ANY_INDEX} leaves it to the worker
 * @param memoryBytes most bytes that the model's arena takes on a GPU, {@link #NO_LIMIT} for all there are. Each open model
 *     has its own arena; CUDA's context and the workspaces of its libraries come on top
 * @param threads threads of one run on the CPU
 * @param engineCache absolute path of a folder where TensorRT keeps the engines it built, for it takes minutes to build
 *     one; empty: they are built at each start. Whoever can write there decides what is run
 * @param precision what TensorRT computes in
 * @param runs how often the model will run; only the processor minds
 */
public record DeviceSettings(
        Device device, int index, long memoryBytes, int threads, String engineCache, Precision precision, Runs runs)
        implements Serializable {
    /** The index that the worker was given by its cluster, else 0. */
    public static final int ANY_INDEX = -1;

    /** All the memory there is. */
    public static final long NO_LIMIT = Long.MAX_VALUE;

    /** What TensorRT computes in. */
    public enum Precision {
        /** In that of the graph. */
        OF_THE_GRAPH,
        /** In 16 bits where TensorRT finds it faster: other ids are to be expected. */
        FLOAT16
    }

    /** How often a model will run after it was opened. */
    public enum Runs {
        /** Opened for work: the memory that its tensors share is planned first. */
        MANY,
        /**
         * Opened to prove a few items, with the same results. Nothing is planned, which takes five times as long as all else
         * where a graph has thousands of nodes, and each run takes twice the processor's time.
         */
        FEW
    }

    /** Checks that all is there; {@link #mistakes()} says whether it makes sense. */
    public DeviceSettings {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(engineCache, "engineCache");
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(runs, "runs");
    }

    /** Settings for many runs. */
    public DeviceSettings(
            Device device, int index, long memoryBytes, int threads, String engineCache, Precision precision) {
        this(device, index, memoryBytes, threads, engineCache, precision, Runs.MANY);
    }

    /** A device, with nothing said about it. */
    public static DeviceSettings of(Device device) {
        return new DeviceSettings(device, ANY_INDEX, NO_LIMIT, 1, "", Precision.OF_THE_GRAPH);
    }

    /** The same on this GPU where the index is open, else unchanged. */
    public DeviceSettings orIndex(int assigned) {
        return index == ANY_INDEX
                ? new DeviceSettings(device, assigned, memoryBytes, threads, engineCache, precision, runs)
                : this;
    }

    /** The same with another number of threads. */
    public DeviceSettings withThreads(int other) {
        return new DeviceSettings(device, index, memoryBytes, other, engineCache, precision, runs);
    }

    /** The same for another number of runs. */
    public DeviceSettings withRuns(Runs other) {
        return new DeviceSettings(device, index, memoryBytes, threads, engineCache, precision, other);
    }

    /** The same on another kind of device. */
    DeviceSettings on(Device other) {
        return new DeviceSettings(other, index, memoryBytes, threads, engineCache, precision, runs);
    }

    /** Everything that is wrong or can't have an effect, each with the mend. */
    public List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        if (index < ANY_INDEX) {
            mistakes.add("device index " + index + " is negative; the first GPU is 0");
        }
        if (memoryBytes < 1) {
            mistakes.add("a device memory of " + memoryBytes + " bytes holds nothing; raise it, or leave it out");
        }
        if (threads < 1) {
            mistakes.add(threads + " threads compute nothing; the least is 1");
        }
        if (device == Device.CPU && index != ANY_INDEX) {
            mistakes.add("device index " + index + " is of a GPU and the device is cpu; leave one of them out");
        }
        if (device == Device.CPU && memoryBytes != NO_LIMIT) {
            mistakes.add("device memory is limited on a GPU only and the device is cpu; leave one of them out");
        }
        if (device != Device.TENSORRT && !engineCache.isEmpty()) {
            mistakes.add("an engine cache is of TensorRT; leave it out, or choose device: tensorrt");
        }
        if (device != Device.TENSORRT && precision != Precision.OF_THE_GRAPH) {
            mistakes.add("a precision other than the graph's is of TensorRT; leave it out, or choose device: tensorrt");
        }
        if (!engineCache.isEmpty() && !isAbsolute(engineCache)) {
            mistakes.add("engine cache " + engineCache + " is not an absolute path; workers have no common place");
        }
        return List.copyOf(mistakes);
    }

    private static boolean isAbsolute(String path) {
        try {
            return Path.of(path).isAbsolute();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** @throws IllegalArgumentException with all mistakes */
    void require() {
        List<String> mistakes = mistakes();
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", mistakes));
        }
    }
}
