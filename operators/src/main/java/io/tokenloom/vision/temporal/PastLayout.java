package io.tokenloom.vision.temporal;

import io.tokenloom.model.OnnxModel;
import io.tokenloom.model.Tensor;
import io.tokenloom.model.TensorSpec;
import java.nio.ByteBuffer;

/**
 * Where the numbers of a frame lie in a graph's tensors of keys or values, which hold those of several streams and times. Of
 * two axes, that of streams and that of time, the one that comes first is the outer:
 *
 * <pre>
 *   [before ..., outer, between ..., inner, run ...]     a frame is before * between runs of equal length
 * </pre>
 *
 * <p>The time axis has the same length in every run, whatever the past: sums over another number of zeros could be rounded
 * otherwise, and the tokens of a stream would depend on the others of a batch. Immutable.
 *
 * @param shape of the past, with 0 for streams and the length that each run has for time
 * @param batchAxis axis of streams
 * @param timeAxis axis of time
 * @param type of the numbers in the graph
 */
record PastLayout(long[] shape, int batchAxis, int timeAxis, TensorSpec.Type type) {
    /** Of a graph that a specification finds no mistakes in. */
    static PastLayout of(OnnxModel model, TemporalSpec spec) {
        TensorSpec past = model.inputs().get(spec.names().pastKeys());
        long[] shape = past.shape().clone();
        shape[spec.batchAxis()] = 0;
        shape[spec.timeAxis()] = Math.max(shape[spec.timeAxis()], spec.mostPast());
        return new PastLayout(shape, spec.batchAxis(), spec.timeAxis(), past.type());
    }

    /** Whether keys and values of this type can be kept. */
    static boolean holds(TensorSpec.Type type) {
        return type == TensorSpec.Type.FLOAT32 || type == TensorSpec.Type.FLOAT16;
    }

    /** Numbers of one frame's keys, and as many of its values. */
    int frameNumbers() {
        return Math.toIntExact(before() * between() * run());
    }

    /** Bytes of a frame's keys and values as the graph has them. */
    int frameBytes() {
        return Math.multiplyExact(2 * (halves() ? Short.BYTES : Float.BYTES), frameNumbers());
    }

    /** Shape of the past of some streams. */
    long[] pastShape(int streams) {
        long[] lengths = shape.clone();
        lengths[batchAxis] = streams;
        return lengths;
    }

    /** Numbers in a tensor of the past. */
    int pastNumbers(int streams) {
        return Math.toIntExact(Math.multiplyExact((long) frameNumbers() * streams, shape[timeAxis]));
    }

    /** As the graph wants it. */
    Tensor toGraph(long[] tensorShape, float[] numbers) {
        Tensor.Floats floats = new Tensor.Floats(tensorShape, numbers);
        return halves() ? Tensor.Halves.of(floats) : floats;
    }

    /** The numbers that the graph gave. */
    float[] fromGraph(Tensor tensor) {
        return tensor instanceof Tensor.Halves halves ? halves.toFloats().values() : ((Tensor.Floats) tensor).values();
    }

    /** The keys, or the values, of a frame from their bytes. */
    float[] read(ByteBuffer bytes) {
        int count = frameNumbers();
        if (halves()) {
            short[] bits = new short[count];
            bytes.asShortBuffer().get(bits);
            bytes.position(bytes.position() + Short.BYTES * count);
            return new Tensor.Halves(new long[] {count}, bits).toFloats().values();
        }
        float[] numbers = new float[count];
        bytes.asFloatBuffer().get(numbers);
        bytes.position(bytes.position() + Float.BYTES * count);
        return numbers;
    }

    /** The other way round. */
    void write(float[] numbers, ByteBuffer bytes) {
        if (halves()) {
            short[] bits = Tensor.Halves.of(new Tensor.Floats(new long[] {numbers.length}, numbers))
                    .values();
            bytes.asShortBuffer().put(bits);
            bytes.position(bytes.position() + Short.BYTES * bits.length);
        } else {
            bytes.asFloatBuffer().put(numbers);
            bytes.position(bytes.position() + Float.BYTES * numbers.length);
        }
    }

    private boolean halves() {
        return type == TensorSpec.Type.FLOAT16;
    }

    /** Writes a frame into the past of all streams. */
    void put(float[] frame, float[] past, int streams, int stream, int time) {
        int times = (int) shape[timeAxis];
        int run = (int) run();
        for (int i = 0; i < frame.length / run; i++) {
            System.arraycopy(frame, i * run, past, at(i, streams, times, stream, time), run);
        }
    }

    /** The frame of a stream from what the graph gave, in which time has the length 1. */
    float[] take(float[] made, int streams, int stream) {
        float[] frame = new float[frameNumbers()];
        int run = (int) run();
        for (int i = 0; i < frame.length / run; i++) {
            System.arraycopy(made, at(i, streams, 1, stream, 0), frame, i * run, run);
        }
        return frame;
    }

    /** Where a run of a frame begins. */
    private int at(int index, int streams, int times, int stream, int time) {
        int between = (int) between();
        boolean streamsOutside = batchAxis < timeAxis;
        int outer = streamsOutside ? streams : times;
        int inner = streamsOutside ? times : streams;
        int outerIndex = streamsOutside ? stream : time;
        int innerIndex = streamsOutside ? time : stream;
        int block = index / between * outer + outerIndex;
        return ((block * between + index % between) * inner + innerIndex) * (int) run();
    }

    private long before() {
        return product(0, Math.min(batchAxis, timeAxis));
    }

    private long between() {
        return product(Math.min(batchAxis, timeAxis) + 1, Math.max(batchAxis, timeAxis));
    }

    private long run() {
        return product(Math.max(batchAxis, timeAxis) + 1, shape.length);
    }

    private long product(int from, int to) {
        long product = 1;
        for (int axis = from; axis < to; axis++) {
            product = Math.multiplyExact(product, shape[axis]);
        }
        return product;
    }
}
