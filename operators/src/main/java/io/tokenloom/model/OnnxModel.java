package io.tokenloom.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An ONNX graph on a device. Thread-safe: runs may overlap. Owns native memory: {@link #close()} it after the last run.
 *
 * <p>On the CPU one thread computes and nothing is kept between runs, so results do not depend on load, and memory is
 * bounded by the runs at work. Graphs with data in files of their own are refused: what is loaded is what was hashed.
 */
public final class OnnxModel implements AutoCloseable {
    private static final int FIRST_DEVICE = 0;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Device device;
    private final Map<String, TensorSpec> inputs;
    private final Map<String, TensorSpec> outputs;

    private OnnxModel(OrtEnvironment environment, OrtSession session, Device device) throws OrtException {
        this.environment = environment;
        this.session = session;
        this.device = device;
        this.inputs = specs(session.getInputInfo());
        this.outputs = specs(session.getOutputInfo());
    }

    /**
     * Loads a graph.
     *
     * @throws ModelException if it is none, or the device is not there
     */
    public static OnnxModel load(byte[] onnx, Device device) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        if (device != Device.AUTO) {
            return load(environment, onnx, device);
        }
        if (OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
            try {
                return load(environment, onnx, Device.CUDA);
            } catch (ModelException e) {
                // The library can do CUDA, the machine can't.
                return load(environment, onnx, Device.CPU);
            }
        }
        return load(environment, onnx, Device.CPU);
    }

    private static OnnxModel load(OrtEnvironment environment, byte[] onnx, Device device) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setDeterministicCompute(true);
            // An arena keeps its high-water mark for good, once for each session.
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            add(options, device);
            OrtSession session = environment.createSession(onnx, options);
            try {
                return new OnnxModel(environment, session, device);
            } catch (OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new ModelException("the graph can't be loaded (" + e.getMessage() + ")", e);
        }
    }

    private static void add(OrtSession.SessionOptions options, Device device) {
        try {
            switch (device) {
                case CUDA -> options.addCUDA(FIRST_DEVICE);
                case TENSORRT -> {
                    options.addTensorrt(FIRST_DEVICE);
                    options.addCUDA(FIRST_DEVICE);
                }
                case CPU, AUTO -> {}
            }
        } catch (OrtException e) {
            throw new ModelException(
                    "device " + device.configurationName() + " is not there (" + e.getMessage()
                            + "). Put onnxruntime_gpu of the same version and its CUDA libraries in place of onnxruntime,"
                            + " or choose device: cpu",
                    e);
        }
    }

    private static Map<String, TensorSpec> specs(Map<String, NodeInfo> nodes) {
        Map<String, TensorSpec> specs = new TreeMap<>();
        nodes.forEach((name, node) -> {
            if (node.getInfo() instanceof TensorInfo tensor) {
                specs.put(name, new TensorSpec(type(tensor.type), tensor.getShape()));
            } else {
                specs.put(name, new TensorSpec(TensorSpec.Type.OTHER, new long[0]));
            }
        });
        return Map.copyOf(specs);
    }

    private static TensorSpec.Type type(OnnxJavaType type) {
        return switch (type) {
            case FLOAT -> TensorSpec.Type.FLOAT32;
            case INT64 -> TensorSpec.Type.INT64;
            case UINT8 -> TensorSpec.Type.UINT8;
            default -> TensorSpec.Type.OTHER;
        };
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

    /**
     * Runs the graph once.
     *
     * @param given a tensor for each input
     * @param wanted names of outputs
     * @return the wanted outputs
     * @throws ModelException if the run fails
     */
    public Map<String, Tensor> run(Map<String, Tensor> given, Set<String> wanted) {
        Map<String, OnnxTensor> natives = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, Tensor> entry : given.entrySet()) {
                natives.put(entry.getKey(), toNative(entry.getValue()));
            }
            try (OrtSession.Result result = session.run(natives, wanted)) {
                Map<String, Tensor> outputTensors = new LinkedHashMap<>();
                for (String name : wanted) {
                    outputTensors.put(
                            name, fromNative(name, (OnnxTensor) result.get(name).orElseThrow()));
                }
                return outputTensors;
            }
        } catch (OrtException e) {
            throw new ModelException("the model failed (" + e.getMessage() + ")", e);
        } finally {
            natives.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor toNative(Tensor tensor) throws OrtException {
        if (tensor instanceof Tensor.Floats floats) {
            return OnnxTensor.createTensor(environment, FloatBuffer.wrap(floats.values()), floats.shape());
        }
        if (tensor instanceof Tensor.Longs longs) {
            return OnnxTensor.createTensor(environment, LongBuffer.wrap(longs.values()), longs.shape());
        }
        Tensor.UnsignedBytes bytes = (Tensor.UnsignedBytes) tensor;
        return OnnxTensor.createTensor(environment, ByteBuffer.wrap(bytes.values()), bytes.shape(), OnnxJavaType.UINT8);
    }

    private static Tensor fromNative(String name, OnnxTensor tensor) {
        long[] shape = tensor.getInfo().getShape();
        switch (tensor.getInfo().type) {
            case FLOAT -> {
                FloatBuffer buffer = tensor.getFloatBuffer();
                float[] values = new float[buffer.remaining()];
                buffer.get(values);
                return new Tensor.Floats(shape, values);
            }
            case INT64 -> {
                LongBuffer buffer = tensor.getLongBuffer();
                long[] values = new long[buffer.remaining()];
                buffer.get(values);
                return new Tensor.Longs(shape, values);
            }
            case UINT8 -> {
                ByteBuffer buffer = tensor.getByteBuffer();
                byte[] values = new byte[buffer.remaining()];
                buffer.get(values);
                return new Tensor.UnsignedBytes(shape, values);
            }
            default ->
                throw new IllegalArgumentException(
                        "output " + name + " is of type " + tensor.getInfo().type + ", which nothing here can hold");
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new ModelException("the session can't be closed (" + e.getMessage() + ")", e);
        }
    }
}
