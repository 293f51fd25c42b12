package io.tokenloom.vision;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.model.ModelException;
import io.tokenloom.model.OnnxModel;
import io.tokenloom.model.Tensor;
import io.tokenloom.model.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The two graphs of a progressive tokenizer. N pictures of S x S pixels, K tokens of at most V values each:
 *
 * <pre>
 *   encoder  image float32[N,3,S,S] in 0..1, state uint8[N,3,S,S], step int64[N]
 *            -> ids int64[N,K], quality float32[N,K] in dB, never falling
 *   decoder  ids int64[N,K], length int64[N], state uint8[N,3,S,S], step int64[N]
 *            -> next_state uint8[N,3,S,S]
 * </pre>
 *
 * <p>At step 0 the state is ignored. Ids from {@code length} on have no influence. What comes out is checked before anybody
 * sees it. Thread-safe; the models stay their owner's to close.
 *
 * @param encoder the encoder
 * @param decoder the decoder
 * @param shape the numbers
 */
public record ProgressiveModel(OnnxModel encoder, OnnxModel decoder, Shape shape) {
    private static final String IMAGE = "image";
    private static final String STATE = "state";
    private static final String STEP = "step";
    private static final String IDS = "ids";
    private static final String QUALITY = "quality";
    private static final String LENGTH = "length";
    private static final String NEXT_STATE = "next_state";

    /**
     * Numbers of a model.
     *
     * @param side S
     * @param tokens K
     * @param codebookSize V
     */
    public record Shape(int side, int tokens, int codebookSize) {}

    /**
     * What the encoder says of a picture.
     *
     * @param ids most useful first
     * @param quality dB that each prefix reaches: element i is that of i + 1 tokens
     */
    public record Encoded(int[] ids, float[] quality) {}

    /** Everything in which the graphs differ from the contract. */
    public List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        long side = shape.side();
        long tokens = shape.tokens();
        require(mistakes, "encoder input", encoder.inputs(), IMAGE, TensorSpec.Type.FLOAT32, -1, 3, side, side);
        require(mistakes, "encoder input", encoder.inputs(), STATE, TensorSpec.Type.UINT8, -1, 3, side, side);
        require(mistakes, "encoder input", encoder.inputs(), STEP, TensorSpec.Type.INT64, -1);
        require(mistakes, "encoder output", encoder.outputs(), IDS, TensorSpec.Type.INT64, -1, tokens);
        require(mistakes, "encoder output", encoder.outputs(), QUALITY, TensorSpec.Type.FLOAT32, -1, tokens);
        require(mistakes, "decoder input", decoder.inputs(), IDS, TensorSpec.Type.INT64, -1, tokens);
        require(mistakes, "decoder input", decoder.inputs(), LENGTH, TensorSpec.Type.INT64, -1);
        require(mistakes, "decoder input", decoder.inputs(), STATE, TensorSpec.Type.UINT8, -1, 3, side, side);
        require(mistakes, "decoder input", decoder.inputs(), STEP, TensorSpec.Type.INT64, -1);
        require(mistakes, "decoder output", decoder.outputs(), NEXT_STATE, TensorSpec.Type.UINT8, -1, 3, side, side);
        return mistakes;
    }

    private static void require(
            List<String> mistakes,
            String what,
            Map<String, TensorSpec> specs,
            String name,
            TensorSpec.Type type,
            long... shape) {
        TensorSpec found = specs.get(name);
        if (found == null) {
            mistakes.add(what + " " + name + " is missing; there are "
                    + specs.keySet().stream().sorted().toList());
        } else if (!found.is(type, shape)) {
            mistakes.add(what + " " + name + " is " + found + ", wanted is " + new TensorSpec(type, shape));
        }
    }

    /**
     * Encodes a picture given a state.
     *
     * @throws TokenizationException MODEL_OUTPUT if the model fails or says what it may not
     */
    public Encoded encode(PreparedPicture picture, ProgressiveState state) {
        float[] image = new float[picture.planes().length];
        for (int i = 0; i < image.length; i++) {
            image[i] = (picture.planes()[i] & 0xFF) / 255f;
        }
        Map<String, Tensor> said = run(
                encoder,
                Map.of(
                        IMAGE,
                        new Tensor.Floats(planes(), image),
                        STATE,
                        new Tensor.UnsignedBytes(planes(), state.reconstruction()),
                        STEP,
                        one(state.steps())),
                Set.of(IDS, QUALITY));
        return new Encoded(
                ids(((Tensor.Longs) said.get(IDS)).values()), quality(((Tensor.Floats) said.get(QUALITY)).values()));
    }

    private int[] ids(long[] said) {
        if (said.length != shape.tokens()) {
            throw wrong("it gave " + said.length + " ids, not " + shape.tokens());
        }
        int[] ids = new int[said.length];
        for (int i = 0; i < ids.length; i++) {
            if (said[i] < 0 || said[i] >= shape.codebookSize()) {
                throw wrong("id " + said[i] + " at position " + i + " is outside 0 to " + (shape.codebookSize() - 1));
            }
            ids[i] = (int) said[i];
        }
        return ids;
    }

    private float[] quality(float[] said) {
        if (said.length != shape.tokens()) {
            throw wrong("it gave " + said.length + " qualities, not " + shape.tokens());
        }
        for (int i = 0; i < said.length; i++) {
            if (!Float.isFinite(said[i])) {
                throw wrong("the quality at position " + i + " is " + said[i]);
            }
        }
        return said;
    }

    /**
     * The state after the first tokens of a picture.
     *
     * @param ids K of them, or fewer where only those are known
     * @param kept how many of them count
     * @throws TokenizationException MODEL_OUTPUT if the model fails
     */
    public ProgressiveState decode(int[] ids, int kept, ProgressiveState state) {
        if (kept == 0) {
            return new ProgressiveState(state.steps() + 1, state.reconstruction());
        }
        long[] padded = new long[shape.tokens()];
        for (int i = 0; i < kept; i++) {
            padded[i] = ids[i];
        }
        Map<String, Tensor> said = run(
                decoder,
                Map.of(
                        IDS,
                        new Tensor.Longs(new long[] {1, shape.tokens()}, padded),
                        LENGTH,
                        one(kept),
                        STATE,
                        new Tensor.UnsignedBytes(planes(), state.reconstruction()),
                        STEP,
                        one(state.steps())),
                Set.of(NEXT_STATE));
        byte[] next = ((Tensor.UnsignedBytes) said.get(NEXT_STATE)).values();
        if (next.length != state.reconstruction().length) {
            throw wrong("it gave a state of " + next.length + " bytes, not " + state.reconstruction().length);
        }
        return new ProgressiveState(state.steps() + 1, next);
    }

    private static Map<String, Tensor> run(OnnxModel model, Map<String, Tensor> given, Set<String> wanted) {
        try {
            return model.run(given, wanted);
        } catch (ModelException e) {
            throw new TokenizationException(
                    FailureCode.MODEL_OUTPUT, "The model failed on this item. Report it with the item.", e);
        }
    }

    private static TokenizationException wrong(String what) {
        return new TokenizationException(
                FailureCode.MODEL_OUTPUT, "The model broke its contract on this item: " + what + ". Mend the bundle.");
    }

    private long[] planes() {
        return new long[] {1, 3, shape.side(), shape.side()};
    }

    private static Tensor.Longs one(long value) {
        return new Tensor.Longs(new long[] {1}, new long[] {value});
    }
}
