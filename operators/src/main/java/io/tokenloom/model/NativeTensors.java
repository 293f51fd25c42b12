package io.tokenloom.model;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The inputs of one run at a time in native memory, by name. The buffers are kept from run to run: a direct buffer is given
 * back only by the garbage collector, and in a Flink worker few of them may be there at once. They grow to the largest
 * input seen. Not thread-safe.
 */
final class NativeTensors {
    private final OrtEnvironment environment;
    private final Map<String, ByteBuffer> buffers = new HashMap<>();

    NativeTensors(OrtEnvironment environment) {
        this.environment = environment;
    }

    /** To be closed before the next call, for they share their memory with what that makes. */
    Map<String, OnnxTensor> of(Map<String, Tensor> given) throws OrtException {
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, Tensor> entry : given.entrySet()) {
                tensors.put(entry.getKey(), of(entry.getKey(), entry.getValue()));
            }
            return tensors;
        } catch (OrtException | RuntimeException e) {
            tensors.values().forEach(OnnxTensor::close);
            throw e;
        }
    }

    private OnnxTensor of(String name, Tensor tensor) throws OrtException {
        long[] shape = tensor.shape();
        if (tensor instanceof Tensor.Floats floats) {
            ByteBuffer buffer = buffer(name, floats.values().length, Float.BYTES);
            buffer.asFloatBuffer().put(floats.values());
            return OnnxTensor.createTensor(environment, buffer, shape, OnnxJavaType.FLOAT);
        }
        if (tensor instanceof Tensor.Halves halves) {
            ByteBuffer buffer = buffer(name, halves.values().length, Short.BYTES);
            buffer.asShortBuffer().put(halves.values());
            return OnnxTensor.createTensor(environment, buffer, shape, OnnxJavaType.FLOAT16);
        }
        if (tensor instanceof Tensor.Longs longs) {
            ByteBuffer buffer = buffer(name, longs.values().length, Long.BYTES);
            buffer.asLongBuffer().put(longs.values());
            return OnnxTensor.createTensor(environment, buffer, shape, OnnxJavaType.INT64);
        }
        if (tensor instanceof Tensor.Ints ints) {
            ByteBuffer buffer = buffer(name, ints.values().length, Integer.BYTES);
            buffer.asIntBuffer().put(ints.values());
            return OnnxTensor.createTensor(environment, buffer, shape, OnnxJavaType.INT32);
        }
        if (tensor instanceof Tensor.UnsignedBytes bytes) {
            return of(name, bytes.values(), shape, OnnxJavaType.UINT8);
        }
        return of(name, ((Tensor.Booleans) tensor).values(), shape, OnnxJavaType.BOOL);
    }

    private OnnxTensor of(String name, byte[] values, long[] shape, OnnxJavaType type) throws OrtException {
        ByteBuffer buffer = buffer(name, values.length, Byte.BYTES);
        buffer.duplicate().put(values);
        return OnnxTensor.createTensor(environment, buffer, shape, type);
    }

    private ByteBuffer buffer(String name, int values, int bytesPerValue) {
        int bytes = Math.multiplyExact(values, bytesPerValue);
        ByteBuffer kept = buffers.get(name);
        if (kept == null || kept.capacity() < bytes) {
            kept = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
            buffers.put(name, kept);
        }
        return kept.clear().limit(bytes);
    }

    /** A copy in Java memory. */
    static Tensor copy(OnnxTensor tensor) {
        long[] shape = tensor.getInfo().getShape();
        // Each of these getters has made a buffer on the heap of just this length, which nobody else knows.
        return switch (tensor.getInfo().type) {
            case FLOAT -> new Tensor.Floats(shape, tensor.getFloatBuffer().array());
            case FLOAT16 -> new Tensor.Halves(shape, tensor.getShortBuffer().array());
            case INT64 -> new Tensor.Longs(shape, tensor.getLongBuffer().array());
            case INT32 -> new Tensor.Ints(shape, tensor.getIntBuffer().array());
            case UINT8 -> new Tensor.UnsignedBytes(shape, tensor.getByteBuffer().array());
            case BOOL -> new Tensor.Booleans(shape, tensor.getByteBuffer().array());
            case DOUBLE, INT8, INT16, STRING, BFLOAT16, UNKNOWN ->
                throw new IllegalStateException(
                        "a tensor of type " + tensor.getInfo().type + " came out, which the graph did not declare");
        };
    }

    static TensorSpec.Type type(OnnxJavaType type) {
        return switch (type) {
            case FLOAT -> TensorSpec.Type.FLOAT32;
            case FLOAT16 -> TensorSpec.Type.FLOAT16;
            case INT64 -> TensorSpec.Type.INT64;
            case INT32 -> TensorSpec.Type.INT32;
            case UINT8 -> TensorSpec.Type.UINT8;
            case BOOL -> TensorSpec.Type.BOOL;
            case DOUBLE, INT8, INT16, STRING, BFLOAT16, UNKNOWN -> TensorSpec.Type.OTHER;
        };
    }
}
