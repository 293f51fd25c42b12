package io.tokenloom.vision.encoder;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.media.RgbImage;
import io.tokenloom.model.OnnxModel;
import io.tokenloom.model.RunHandle;
import io.tokenloom.model.Tensor;
import io.tokenloom.model.TensorSpec;
import io.tokenloom.record.ResetReason;
import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.StepResult;
import io.tokenloom.vision.TokenContract;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.VisualTokenizer;
import io.tokenloom.vision.preprocessing.PreparedPicture;
import io.tokenloom.vision.preprocessing.TensorLayout;
import io.tokenloom.vision.quantization.CodeTable;
import io.tokenloom.vision.quantization.SelectionNoise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One graph without memory: each picture by itself. A graph whose batch dimension is fixed is run as often as it takes, the
 * last time with its last picture repeated. Thread-safe; the model stays its owner's to close.
 */
public final class EncoderTokenizer implements VisualTokenizer {
    private final OnnxModel model;
    private final EncoderSpec spec;
    private final ItemTokens tokens;
    private final int fixedBatch;

    /**
     * Of a model in which {@link EncoderSpec#mistakes} found none.
     *
     * @param oneByOne whether the graph gives pictures other tokens in a batch than alone, so that they go in alone
     */
    public EncoderTokenizer(OnnxModel model, EncoderSpec spec, boolean oneByOne) {
        this.model = model;
        this.spec = spec;
        this.tokens = new ItemTokens(spec);
        int batch = (int) Math.max(0, model.inputs().get(spec.input()).shape()[0]);
        this.fixedBatch = batch == 0 && oneByOne ? 1 : batch;
    }

    /** {@link EncoderSpec#codeTables} of its spec. */
    public Map<String, CodeTable> codeTables() {
        return spec.codeTables();
    }

    @Override
    public TokenContract contract() {
        return spec.contract();
    }

    @Override
    public PreparedPicture prepare(RgbImage picture) {
        return spec.preprocessing().prepare(picture);
    }

    @Override
    public VisualState start() {
        return VisualState.EMPTY;
    }

    @Override
    public boolean stateful() {
        return false;
    }

    @Override
    public int stillSteps() {
        return 1;
    }

    @Override
    public List<StepResult> step(List<StepRequest> batch, RunHandle handle) {
        if (fixedBatch == 0) {
            return run(batch, batch.size(), handle);
        }
        List<StepResult> results = new ArrayList<>(batch.size());
        for (int from = 0; from < batch.size(); from += fixedBatch) {
            results.addAll(run(batch.subList(from, Math.min(batch.size(), from + fixedBatch)), fixedBatch, handle));
        }
        return results;
    }

    private List<StepResult> run(List<StepRequest> requests, int size, RunHandle handle) {
        Map<String, Tensor> given = new HashMap<>();
        given.put(spec.input(), pictures(requests, size));
        spec.selection()
                .flatMap(Selection::noise)
                .ifPresent(noise -> given.put(noise, lots(requests, size, positions(noise))));
        Map<String, Tensor> said = model.run(given, spec.outputs(), handle);
        Optional<TokenizationException> broken = broken(said, size);
        if (broken.isPresent()) {
            return Collections.nCopies(requests.size(), new StepResult.Refused(broken.get()));
        }
        List<StepResult> results = new ArrayList<>(requests.size());
        for (int item = 0; item < requests.size(); item++) {
            StepRequest request = requests.get(item);
            try {
                results.add(new StepResult.Made(
                        tokens.of(new ItemOutputs(said, item, size), request), 0, ResetReason.NONE, VisualState.EMPTY));
            } catch (TokenizationException e) {
                results.add(new StepResult.Refused(e));
            }
        }
        return results;
    }

    private Tensor pictures(List<StepRequest> requests, int size) {
        int width = spec.preprocessing().sizing().width();
        int height = spec.preprocessing().sizing().height();
        int values = 3 * width * height;
        float[] floats = new float[size * values];
        for (int i = 0; i < size; i++) {
            PreparedPicture picture =
                    requests.get(Math.min(i, requests.size() - 1)).picture();
            spec.preprocessing().normalisation().fill(picture, floats, i * values);
        }
        long[] shape = spec.preprocessing().normalisation().layout() == TensorLayout.NCHW
                ? new long[] {size, 3, height, width}
                : new long[] {size, height, width, 3};
        Tensor.Floats pictures = new Tensor.Floats(shape, floats);
        TensorSpec.Type type = model.inputs().get(spec.input()).type();
        return switch (type) {
            case FLOAT16 -> Tensor.Halves.of(pictures);
            case UINT8 -> eightBits(pictures);
            default -> pictures;
        };
    }

    /** For graphs that normalise by themselves, whose manifest leaves the values on the scale 0..255. */
    private static Tensor eightBits(Tensor.Floats pictures) {
        byte[] bytes = new byte[pictures.values().length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.max(0, Math.min(255, Math.rint(pictures.values()[i])));
        }
        return new Tensor.UnsignedBytes(pictures.shape(), bytes);
    }

    private int positions(String noise) {
        long positions = model.inputs().get(noise).shape()[1];
        return positions > 0 ? (int) positions : spec.contract().count();
    }

    private static Tensor lots(List<StepRequest> requests, int size, int positions) {
        float[] lots = new float[size * positions * 2];
        for (int i = 0; i < size; i++) {
            byte[] seed = requests.get(Math.min(i, requests.size() - 1)).seed();
            float[] own = SelectionNoise.uniform(seed, positions);
            System.arraycopy(own, 0, lots, i * own.length, own.length);
        }
        return new Tensor.Floats(new long[] {size, positions, 2}, lots);
    }

    private static Optional<TokenizationException> broken(Map<String, Tensor> said, int size) {
        for (Map.Entry<String, Tensor> output : said.entrySet()) {
            long[] shape = output.getValue().shape();
            if (shape.length == 0 || shape[0] != size) {
                return Optional.of(ItemOutputs.broken("output " + output.getKey() + " has the shape "
                        + Arrays.toString(shape) + " for a batch of " + size
                        + ", and its first dimension has to be the batch"));
            }
        }
        return Optional.empty();
    }
}
