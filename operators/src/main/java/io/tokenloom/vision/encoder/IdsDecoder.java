package io.tokenloom.vision.encoder;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.model.ModelException;
import io.tokenloom.model.OnnxModel;
import io.tokenloom.model.Tensor;
import io.tokenloom.model.TensorSpec;
import io.tokenloom.vision.PictureDecoder;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.VisualTokens;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import io.tokenloom.vision.preprocessing.SourceView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A graph that makes a picture of ids: int64 or int32 [1, K] for each plane in, float32 or float16 [1, 3, height, width]
 * out. A prefix goes in as long as it is, never padded. Thread-safe; the model stays its owner's to close.
 *
 * @param model the graph
 * @param inputs names of its inputs, one for each plane
 * @param image name of its output
 * @param values the scale of the output
 */
public record IdsDecoder(OnnxModel model, List<String> inputs, String image, Values values) implements PictureDecoder {
    private static final Set<TensorSpec.Type> IDS = Set.of(TensorSpec.Type.INT64, TensorSpec.Type.INT32);

    /** Copies the list. */
    public IdsDecoder {
        inputs = List.copyOf(inputs);
    }

    /** The scale of a picture's values. */
    public enum Values {
        /** 0 is black, 1 is full. */
        ZERO_TO_ONE(255, 0),
        /** -1 is black, 1 is full. */
        MINUS_ONE_TO_ONE(127.5, 127.5),
        /** 0 is black, 255 is full. */
        EIGHT_BITS(1, 0);

        private final double factor;
        private final double offset;

        Values(double factor, double offset) {
            this.factor = factor;
            this.offset = offset;
        }

        byte eightBits(float value) {
            return (byte) Math.max(0, Math.min(255, Math.rint(value * factor + offset)));
        }
    }

    /** Everything in which the graph differs from this. */
    public List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        if (!model.inputs().keySet().equals(new TreeSet<>(inputs))) {
            mistakes.add("the decoder has the inputs "
                    + new TreeSet<>(model.inputs().keySet()) + ", and the manifest names " + inputs);
        }
        for (String input : inputs) {
            TensorSpec found = model.inputs().get(input);
            if (found != null && !IDS.contains(found.type())) {
                mistakes.add("the decoder's input " + input + " is " + found + "; ids go in as int64 or int32");
            }
        }
        if (!model.outputs().containsKey(image)) {
            mistakes.add("the decoder has no output " + image + "; it has "
                    + new TreeSet<>(model.outputs().keySet()));
        }
        return mistakes;
    }

    @Override
    public VisualState start() {
        return VisualState.EMPTY;
    }

    @Override
    public VisualState after(VisualTokens.Ids tokens, VisualState before) {
        Map<String, Tensor> given = new HashMap<>();
        for (int plane = 0; plane < inputs.size(); plane++) {
            given.put(inputs.get(plane), ids(inputs.get(plane), tokens.planes()[plane]));
        }
        Tensor said;
        try {
            said = model.run(given, Set.of(image)).get(image);
        } catch (ModelException e) {
            throw new TokenizationException(
                    FailureCode.MODEL_OUTPUT, "The decoder failed on " + tokens.count() + " tokens.", e);
        }
        long[] shape = said.shape();
        if (shape.length != 4 || shape[0] != 1 || shape[1] != 3) {
            throw ItemOutputs.broken("its decoder gave a picture of the shape " + Arrays.toString(shape)
                    + ", not [1, 3, height, width]");
        }
        return new VisualState(before.steps() + 1, content(said, (int) shape[2], (int) shape[3]));
    }

    private Tensor ids(String input, int[] ids) {
        long[] shape = {1, ids.length};
        return model.inputs().get(input).type() == TensorSpec.Type.INT32
                ? new Tensor.Ints(shape, ids)
                : new Tensor.Longs(shape, Arrays.stream(ids).asLongStream().toArray());
    }

    /** Height and width, two bytes each, then the planes. */
    private byte[] content(Tensor said, int height, int width) {
        float[] floats =
                said instanceof Tensor.Halves halves ? halves.toFloats().values() : ((Tensor.Floats) said).values();
        byte[] content = new byte[4 + floats.length];
        content[0] = (byte) (height >> 8);
        content[1] = (byte) height;
        content[2] = (byte) (width >> 8);
        content[3] = (byte) width;
        for (int i = 0; i < floats.length; i++) {
            if (!Float.isFinite(floats[i])) {
                throw ItemOutputs.broken("its decoder gave a pixel of " + floats[i]);
            }
            content[4 + i] = values.eightBits(floats[i]);
        }
        return content;
    }

    @Override
    public EightBitPicture picture(VisualState state) {
        byte[] content = state.content();
        if (content.length == 0) {
            throw new IllegalArgumentException("nothing was decoded yet, so there is nothing to look at");
        }
        int height = (content[0] & 0xFF) << 8 | content[1] & 0xFF;
        int width = (content[2] & 0xFF) << 8 | content[3] & 0xFF;
        byte[] planes = Arrays.copyOfRange(content, 4, content.length);
        return new EightBitPicture(width, height, planes, SourceView.whole(width, height));
    }
}
