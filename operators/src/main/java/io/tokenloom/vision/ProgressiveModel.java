package io.tokenloom.vision;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.model.Device;
import io.tokenloom.model.ModelException;
import io.tokenloom.model.OnnxModel;
import io.tokenloom.model.RunHandle;
import io.tokenloom.model.Tensor;
import io.tokenloom.model.TensorSpec;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import io.tokenloom.vision.preprocessing.Normalisation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
    /** What the encoder takes, whatever its manifest says. */
    private static final Normalisation NORMALISATION = Normalisation.zeroToOne();

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

    /** What the encoder says of a picture. */
    public sealed interface Said {}

    /**
     * What it may say.
     *
     * @param ids most useful first
     * @param quality dB that each prefix reaches: element i is that of i + 1 tokens
     */
    public record Encoded(int[] ids, float[] quality) implements Said {}

    /**
     * What it may not.
     *
     * @param why MODEL_OUTPUT
     */
    public record Broken(TokenizationException why) implements Said {}

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
     * Encodes pictures, each given a state: on a GPU in one run, on the CPU one by one. There a batch takes as long as its
     * pictures alone, and its size would show in the last bit of a quality, for the rows that are left over when a matrix is
     * cut into blocks are multiplied by another kernel.
     *
     * @return what the encoder says of each, or why that is refused, in their order
     * @throws ModelException if the run fails
     */
    public List<Said> encode(List<EightBitPicture> pictures, List<VisualState> states, RunHandle handle) {
        if (encoder.device() != Device.CPU) {
            return encodeAtOnce(pictures, states, handle);
        }
        List<Said> results = new ArrayList<>(pictures.size());
        for (int i = 0; i < pictures.size(); i++) {
            results.addAll(encodeAtOnce(pictures.subList(i, i + 1), states.subList(i, i + 1), handle));
        }
        return results;
    }

    private List<Said> encodeAtOnce(List<EightBitPicture> pictures, List<VisualState> states, RunHandle handle) {
        int batch = pictures.size();
        int values = 3 * shape.side() * shape.side();
        float[] images = new float[batch * values];
        byte[] reconstructions = new byte[batch * values];
        long[] steps = new long[batch];
        for (int i = 0; i < batch; i++) {
            NORMALISATION.fill(pictures.get(i), images, i * values);
            System.arraycopy(states.get(i).content(), 0, reconstructions, i * values, values);
            steps[i] = states.get(i).steps();
        }
        Map<String, Tensor> said = encoder.run(
                Map.of(
                        IMAGE,
                        new Tensor.Floats(planes(batch), images),
                        STATE,
                        new Tensor.UnsignedBytes(planes(batch), reconstructions),
                        STEP,
                        new Tensor.Longs(new long[] {batch}, steps)),
                Set.of(IDS, QUALITY),
                handle);
        long[] ids = ((Tensor.Longs) said.get(IDS)).values();
        float[] qualities = ((Tensor.Floats) said.get(QUALITY)).values();
        if (ids.length != batch * shape.tokens() || qualities.length != batch * shape.tokens()) {
            Said broken = new Broken(wrong("it gave " + ids.length + " ids and " + qualities.length + " qualities for "
                    + batch + " pictures of " + shape.tokens() + " tokens"));
            return Collections.nCopies(batch, broken);
        }
        List<Said> results = new ArrayList<>(batch);
        for (int i = 0; i < batch; i++) {
            try {
                results.add(new Encoded(ids(ids, i * shape.tokens()), qualities(qualities, i * shape.tokens())));
            } catch (TokenizationException e) {
                results.add(new Broken(e));
            }
        }
        return results;
    }

    private int[] ids(long[] said, int from) {
        int[] ids = new int[shape.tokens()];
        for (int i = 0; i < ids.length; i++) {
            long id = said[from + i];
            if (id < 0 || id >= shape.codebookSize()) {
                throw wrong("id " + id + " at position " + i + " is outside 0 to " + (shape.codebookSize() - 1));
            }
            ids[i] = (int) id;
        }
        return ids;
    }

    private float[] qualities(float[] said, int from) {
        float[] qualities = Arrays.copyOfRange(said, from, from + shape.tokens());
        for (int i = 0; i < qualities.length; i++) {
            if (!Float.isFinite(qualities[i])) {
                throw wrong("the quality at position " + i + " is " + qualities[i]);
            }
        }
        return qualities;
    }

    /**
     * Ids of which some are kept, and the state that they are added to.
     *
     * @param ids K of them, or fewer where only those are known
     * @param kept how many of them count
     * @param state as the picture before left it
     */
    public record Kept(int[] ids, int kept, VisualState state) {}

    /**
     * The state after the first tokens of a picture.
     *
     * @param ids K of them, or fewer where only those are known
     * @param kept how many of them count
     * @throws TokenizationException MODEL_OUTPUT if the model fails
     */
    public VisualState decode(int[] ids, int kept, VisualState state) {
        try {
            return decode(List.of(new Kept(ids, kept, state)), new RunHandle()).get(0);
        } catch (ModelException e) {
            throw new TokenizationException(
                    FailureCode.MODEL_OUTPUT, "The model failed on this item. Report it with the item.", e);
        }
    }

    /**
     * The states after the first tokens of pictures, in one run.
     *
     * @throws TokenizationException MODEL_OUTPUT if it gives states of another size
     * @throws ModelException if the run fails
     */
    public List<VisualState> decode(List<Kept> pictures, RunHandle handle) {
        List<Kept> saying =
                pictures.stream().filter(picture -> picture.kept() > 0).toList();
        byte[] decoded = saying.isEmpty() ? new byte[0] : run(saying, handle);
        int values = 3 * shape.side() * shape.side();
        List<VisualState> states = new ArrayList<>(pictures.size());
        int from = 0;
        for (Kept picture : pictures) {
            byte[] content = picture.state().content();
            if (picture.kept() > 0) {
                content = Arrays.copyOfRange(decoded, from, from + values);
                from += values;
            }
            states.add(new VisualState(picture.state().steps() + 1, content));
        }
        return states;
    }

    private byte[] run(List<Kept> pictures, RunHandle handle) {
        int batch = pictures.size();
        int values = 3 * shape.side() * shape.side();
        long[] ids = new long[batch * shape.tokens()];
        long[] lengths = new long[batch];
        byte[] reconstructions = new byte[batch * values];
        long[] steps = new long[batch];
        for (int i = 0; i < batch; i++) {
            Kept picture = pictures.get(i);
            for (int j = 0; j < picture.kept(); j++) {
                ids[i * shape.tokens() + j] = picture.ids()[j];
            }
            lengths[i] = picture.kept();
            System.arraycopy(picture.state().content(), 0, reconstructions, i * values, values);
            steps[i] = picture.state().steps();
        }
        Map<String, Tensor> said = decoder.run(
                Map.of(
                        IDS,
                        new Tensor.Longs(new long[] {batch, shape.tokens()}, ids),
                        LENGTH,
                        new Tensor.Longs(new long[] {batch}, lengths),
                        STATE,
                        new Tensor.UnsignedBytes(planes(batch), reconstructions),
                        STEP,
                        new Tensor.Longs(new long[] {batch}, steps)),
                Set.of(NEXT_STATE),
                handle);
        byte[] next = ((Tensor.UnsignedBytes) said.get(NEXT_STATE)).values();
        if (next.length != batch * values) {
            throw wrong("it gave states of " + next.length + " bytes, not " + batch + " times " + values);
        }
        return next;
    }

    private static TokenizationException wrong(String what) {
        return new TokenizationException(
                FailureCode.MODEL_OUTPUT, "The model broke its contract on this item: " + what + ". Mend the bundle.");
    }

    private long[] planes(int batch) {
        return new long[] {batch, 3, shape.side(), shape.side()};
    }
}
