package io.tokenloom.vision.encoder;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.model.Tensor;
import io.tokenloom.vision.quantization.FeatureMap;
import java.util.Arrays;
import java.util.Map;

/**
 * What a graph gave for one item of a batch.
 *
 * @param outputs of the whole batch
 * @param item which of it
 * @param batch how many
 */
record ItemOutputs(Map<String, Tensor> outputs, int item, int batch) {
    /** Integers of the item, in their order. */
    long[] integers(String name) {
        Tensor tensor = outputs.get(name);
        if (tensor instanceof Tensor.Longs longs) {
            int length = longs.values().length / batch;
            return Arrays.copyOfRange(longs.values(), item * length, (item + 1) * length);
        }
        int[] values = ((Tensor.Ints) tensor).values();
        int length = values.length / batch;
        return Arrays.stream(values, item * length, (item + 1) * length)
                .asLongStream()
                .toArray();
    }

    /** Numbers of the item, in their order. */
    float[] floats(String name) {
        float[] values = batchFloats(name);
        int length = values.length / batch;
        return Arrays.copyOfRange(values, item * length, (item + 1) * length);
    }

    private float[] batchFloats(String name) {
        Tensor tensor = outputs.get(name);
        return tensor instanceof Tensor.Halves halves ? halves.toFloats().values() : ((Tensor.Floats) tensor).values();
    }

    /** Which positions are not zero. */
    boolean[] mask(String name) {
        Tensor tensor = outputs.get(name);
        if (tensor instanceof Tensor.Booleans booleans) {
            return mask(booleans.values());
        }
        if (tensor instanceof Tensor.UnsignedBytes bytes) {
            return mask(bytes.values());
        }
        if (tensor instanceof Tensor.Floats || tensor instanceof Tensor.Halves) {
            float[] values = floats(name);
            boolean[] mask = new boolean[values.length];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = values[i] != 0;
            }
            return mask;
        }
        long[] values = integers(name);
        boolean[] mask = new boolean[values.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = values[i] != 0;
        }
        return mask;
    }

    private boolean[] mask(byte[] values) {
        int length = values.length / batch;
        boolean[] mask = new boolean[length];
        for (int i = 0; i < length; i++) {
            mask[i] = values[item * length + i] != 0;
        }
        return mask;
    }

    /** The item's vectors. */
    FeatureMap features(EncoderOutput.Features wanted) {
        float[] values = batchFloats(wanted.output());
        long[] shape = outputs.get(wanted.output()).shape();
        boolean tokenMajor = wanted.layout() == EncoderOutput.Layout.TOKEN_MAJOR;
        long dimension = tokenMajor ? shape[shape.length - 1] : shape.length > 1 ? shape[1] : -1;
        int length = values.length / batch;
        if (dimension != wanted.dimension() || length == 0) {
            throw broken("output " + wanted.output() + " has the shape " + Arrays.toString(shape)
                    + ", and the manifest says vectors of " + wanted.dimension());
        }
        int positions = length / wanted.dimension();
        if (tokenMajor) {
            return FeatureMap.ofPositions(values, item, positions, wanted.dimension());
        }
        return shape.length == 4
                ? FeatureMap.ofChannels(values, item, wanted.dimension(), (int) shape[2], (int) shape[3])
                : FeatureMap.ofChannels(values, item, wanted.dimension(), 1, positions);
    }

    static TokenizationException broken(String what) {
        return new TokenizationException(
                FailureCode.MODEL_OUTPUT, "The model broke its contract on this item: " + what + ". Mend the bundle.");
    }
}
