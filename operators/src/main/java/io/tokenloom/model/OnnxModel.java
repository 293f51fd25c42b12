package io.tokenloom.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * An ONNX graph on a device. Thread-safe: runs may overlap. Owns native memory: {@link #close()} it after the last run.
 *
 * <p>Inputs are copied once, into native buffers that are kept for the next run (one set for each run that was ever at work
 * at once); outputs are copied once, into the arrays that are given back. ONNX Runtime's Java API has no binding of inputs
 * and outputs to device memory: what it has is an output written into a buffer that the caller made, and that asks for a
 * length known before the run. Outputs here are ids and small states, so nothing is gained by it.
 *
 * <p>On the CPU nothing else is kept between runs, so memory is bounded by the runs at work. Graphs with data in files of
 * their own are refused: what is loaded is what was hashed, and nothing besides is opened.
 */
public final class OnnxModel implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Device device;
    private final Map<String, TensorSpec> inputs;
    private final Map<String, TensorSpec> outputs;
    private final Queue<NativeTensors> idle = new ConcurrentLinkedQueue<>();
    /** Runs share it, closing has it alone: a session that is closed in the middle of a run takes the process with it. */
    private final ReadWriteLock lifetime = new ReentrantReadWriteLock();

    private boolean closed;

    private OnnxModel(OrtEnvironment environment, OrtSession session, Device device) throws OrtException {
        this.environment = environment;
        this.session = session;
        this.device = device;
        this.inputs = specs(session.getInputInfo());
        this.outputs = specs(session.getOutputInfo());
    }

    /** {@link #load(byte[], DeviceSettings)} with the settings that a device has of itself. */
    public static OnnxModel load(byte[] onnx, Device device) {
        return load(onnx, DeviceSettings.of(device));
    }

    /**
     * Loads a graph. Whether AUTO is the CPU is settled here, once.
     *
     * @throws IllegalArgumentException with all mistakes in the settings
     * @throws DeviceMissingException if the device is not there
     * @throws DeviceMemoryException if the device has no room for the graph
     * @throws ModelLoadException if it is no graph, or one that can't be run
     */
    public static OnnxModel load(byte[] onnx, DeviceSettings settings) {
        settings.require();
        ExternalData.refuse(onnx);
        DeviceSettings settled = Sessions.settle(settings);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try {
            OrtSession session = Sessions.open(environment, onnx, settled);
            try {
                return new OnnxModel(environment, session, settled.device());
            } catch (OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw OrtReason.outOfMemory(e)
                    ? new DeviceMemoryException(
                            "device " + settled.device().configurationName() + " has no room for the graph ("
                                    + OrtReason.of(e) + "). Raise its memory limit, or have fewer models on it.",
                            e)
                    : LoadRefusal.of(e);
        }
    }

    private static Map<String, TensorSpec> specs(Map<String, NodeInfo> nodes) {
        Map<String, TensorSpec> specs = new TreeMap<>();
        nodes.forEach((name, node) -> {
            if (node.getInfo() instanceof TensorInfo tensor) {
                TensorSpec.Type type = NativeTensors.type(tensor.type);
                specs.put(
                        name,
                        type == TensorSpec.Type.OTHER
                                ? new TensorSpec(type, tensor.getShape(), OrtReason.elementName(tensor))
                                : new TensorSpec(type, tensor.getShape()));
            } else {
                specs.put(name, new TensorSpec(TensorSpec.Type.OTHER, new long[0], "no tensor"));
            }
        });
        return Map.copyOf(specs);
    }

    /** Where it runs; never {@link Device#AUTO}. */
    public Device device() {
        return device;
    }

    /** What goes in, by name. */
    public Map<String, TensorSpec> inputs() {
        return inputs;
    }

    /** What comes out, by name. */
    public Map<String, TensorSpec> outputs() {
        return outputs;
    }

    /** {@link #run(Map, Set, RunHandle)} to the end, however long it takes. */
    public Map<String, Tensor> run(Map<String, Tensor> given, Set<String> wanted) {
        return run(given, wanted, new RunHandle());
    }

    /**
     * Runs the graph once.
     *
     * @param given a tensor for each input
     * @param wanted names of outputs
     * @param handle what may end it, from another thread; of this run alone
     * @return the wanted outputs
     * @throws RunStoppedException if it was ended
     * @throws DeviceMemoryException if the device has too little memory for this much at once
     * @throws ModelRunException if the graph fails, or takes or gives something else
     * @throws IllegalStateException if the model is closed
     */
    public Map<String, Tensor> run(Map<String, Tensor> given, Set<String> wanted, RunHandle handle) {
        Lock running = lifetime.readLock();
        running.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the model is closed; whoever runs it has to keep it open");
            }
            RunRules.check(inputs, given, outputs, wanted);
            return runOpen(given, wanted, handle);
        } catch (OrtException e) {
            throw failure(e, given);
        } finally {
            running.unlock();
        }
    }

    private Map<String, Tensor> runOpen(Map<String, Tensor> given, Set<String> wanted, RunHandle handle)
            throws OrtException {
        NativeTensors buffers = idle.poll();
        if (buffers == null) {
            buffers = new NativeTensors(environment);
        }
        try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
            Map<String, OnnxTensor> natives = buffers.of(given);
            handle.begin(options);
            try (OrtSession.Result result = session.run(natives, wanted, options)) {
                Map<String, Tensor> said = new LinkedHashMap<>();
                for (String name : wanted) {
                    said.put(name, NativeTensors.copy((OnnxTensor)
                            result.get(name).orElseThrow()));
                }
                return said;
            } finally {
                handle.end();
                natives.values().forEach(OnnxTensor::close);
            }
        } finally {
            idle.add(buffers);
        }
    }

    private ModelException failure(OrtException e, Map<String, Tensor> given) {
        if (OrtReason.stopped(e)) {
            return new RunStoppedException("the run was stopped", e);
        }
        if (OrtReason.outOfMemory(e)) {
            return new DeviceMemoryException(
                    "device " + device.configurationName() + " has too little memory for " + RunRules.text(given) + " ("
                            + OrtReason.of(e) + "). Give it less at once, or raise its memory limit.",
                    e);
        }
        return new ModelRunException("the model failed (" + OrtReason.of(e) + ")", e);
    }

    /** Waits for the runs at work. Closing again does nothing. */
    @Override
    public void close() {
        Lock alone = lifetime.writeLock();
        alone.lock();
        try {
            if (!closed) {
                closed = true;
                idle.clear();
                session.close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException("the session can't be closed (" + OrtReason.of(e) + ")", e);
        } finally {
            alone.unlock();
        }
    }
}
