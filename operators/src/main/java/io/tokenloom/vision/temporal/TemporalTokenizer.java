package io.tokenloom.vision.temporal;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.media.RgbImage;
import io.tokenloom.model.OnnxModel;
import io.tokenloom.model.RunHandle;
import io.tokenloom.record.ResetReason;
import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.StepResult;
import io.tokenloom.vision.TokenContract;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.VisualTokenizer;
import io.tokenloom.vision.VisualTokens;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import io.tokenloom.vision.preprocessing.PreparedPicture;
import io.tokenloom.vision.preprocessing.Preprocessing;
import java.util.ArrayList;
import java.util.List;

/**
 * Tokenizes pictures with a graph that attends to earlier frames of their stream. Frame t has the same tokens, one at a time
 * or as the last of t + 1 that are looked at together, in any batch, and after a restore, as far as the graph itself gives
 * equal numbers in every batch. An image is the same picture a few times: since each look knows its time, each adds to the
 * ones before. Budgets are the contract's matter: a graph of this kind gives all tokens of a frame or none.
 *
 * <p>Memory besides that of the graph: a batch holds the pasts of its streams, {@link StateSizes#cache()} each, twice; the
 * cache its limit. Thread-safe; the graph stays its owner's to close.
 */
public final class TemporalTokenizer implements VisualTokenizer {
    private final TemporalModel model;
    private final TokenContract contract;
    private final TokenContract.Payload.Embeddings payload;
    private final Preprocessing preprocessing;
    private final StateKeeper keeper;

    /**
     * Of a graph.
     *
     * @param graph of which the specification finds no mistakes
     * @param spec what the manifest says of it
     * @param contract of embeddings
     * @param preprocessing of pictures, rounded to 8 bits where the state is of frames
     * @param oneByOne whether the graph gives frames other tokens in a batch than alone, so that they go in alone
     * @param mostCacheBytes how much the memory of the process may hold of keys and values; only for the state of frames
     * @throws IllegalArgumentException if one of them does not fit
     */
    public TemporalTokenizer(
            OnnxModel graph,
            TemporalSpec spec,
            TokenContract contract,
            Preprocessing preprocessing,
            boolean oneByOne,
            long mostCacheBytes) {
        if (!(contract.payload() instanceof TokenContract.Payload.Embeddings embeddings)) {
            throw new IllegalArgumentException(
                    "a graph that attends to earlier frames gives vectors, and the contract has"
                            + " ids. Declare vectors.");
        }
        this.model =
                new TemporalModel(graph, spec, PastLayout.of(graph, spec), preprocessing.normalisation(), oneByOne);
        this.contract = contract;
        this.payload = embeddings;
        this.preprocessing = preprocessing;
        this.keeper = switch (spec.form()) {
            case KEYS_AND_VALUES -> new KeysAndValuesKeeper(model.layout(), spec);
            case FRAMES -> frames(mostCacheBytes);
        };
    }

    private FramesKeeper frames(long mostCacheBytes) {
        if (!(preprocessing.prepare(new RgbImage(1, 1, new byte[3])) instanceof EightBitPicture)) {
            throw new IllegalArgumentException(
                    "frames are kept in 8 bits, and the preprocessing does not round to them."
                            + " Round, or keep keys-and-values.");
        }
        return new FramesKeeper(
                model, preprocessing.sizing().width(), preprocessing.sizing().height(), new FrameCache(mostCacheBytes));
    }

    @Override
    public TokenContract contract() {
        return contract;
    }

    @Override
    public PreparedPicture prepare(RgbImage picture) {
        return preprocessing.prepare(picture);
    }

    @Override
    public VisualState start() {
        return VisualState.EMPTY;
    }

    @Override
    public boolean stateful() {
        return true;
    }

    @Override
    public int stillSteps() {
        return model.spec().stillSteps();
    }

    /** What is kept of a stream. */
    public StateForm stateForm() {
        return model.spec().form();
    }

    /** Most bytes that a stream takes, in either form. */
    public StateSizes stateSizes() {
        return StateSizes.of(model.graph(), model.spec());
    }

    /** How many frames had to be looked at again, because their keys and values were not in memory. */
    public long remadeFrames() {
        return keeper instanceof FramesKeeper frames ? frames.remade() : 0;
    }

    @Override
    public List<StepResult> step(List<StepRequest> batch, RunHandle handle) {
        List<VisualState> states = batch.stream().map(this::before).toList();
        List<List<FrameMemory>> pasts = keeper.pasts(states, handle);
        List<TemporalModel.Look> looks = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            looks.add(
                    new TemporalModel.Look(batch.get(i).picture(), states.get(i).steps(), pasts.get(i)));
        }
        List<TemporalModel.Seen> seen = model.run(looks, handle);
        List<StepResult> results = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            results.add(result(batch.get(i), states.get(i), pasts.get(i).size(), seen.get(i)));
        }
        return results;
    }

    /** The state that a frame is looked at with: none where the block of the frame before is full. */
    private VisualState before(StepRequest request) {
        return blockIsFull(request.state().steps()) ? start() : request.state();
    }

    private boolean blockIsFull(int steps) {
        return model.spec().policy() == WindowPolicy.BLOCK
                && steps >= model.spec().window();
    }

    private StepResult result(StepRequest request, VisualState before, int past, TemporalModel.Seen seen) {
        if (seen.tokens().length != contract.count() * payload.dimension()) {
            return refused("it gave " + seen.tokens().length + " numbers, not " + contract.count() + " tokens of "
                    + payload.dimension());
        }
        if (!FrameMemory.allFinite(seen.tokens()) || !seen.memory().finite()) {
            return refused("it gave numbers that are infinite or none");
        }
        return new StepResult.Made(
                new VisualTokens.Embeddings(payload.dimension(), seen.tokens(), VisualTokens.ALL_POSITIONS),
                before.steps(),
                reason(request.state(), before),
                new VisualState(before.steps() + 1, content(request, before, past, seen)));
    }

    private static ResetReason reason(VisualState given, VisualState before) {
        if (before.steps() > 0) {
            return ResetReason.NONE;
        }
        return given.steps() > 0 ? ResetReason.AGE : ResetReason.FIRST;
    }

    private byte[] content(StepRequest request, VisualState before, int past, TemporalModel.Seen seen) {
        if (blockIsFull(before.steps() + 1)) {
            return StateKeeper.NOTHING;
        }
        int dropped = past == model.spec().mostPast() ? 1 : 0;
        return keeper.next(before.content(), dropped, request.picture(), seen.memory());
    }

    private static StepResult refused(String what) {
        return new StepResult.Refused(new TokenizationException(
                FailureCode.MODEL_OUTPUT, "The model failed on this item: " + what + ". Report it with the item."));
    }
}
