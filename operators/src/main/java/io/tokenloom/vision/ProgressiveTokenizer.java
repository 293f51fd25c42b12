package io.tokenloom.vision;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.media.RgbImage;
import io.tokenloom.model.RunHandle;
import io.tokenloom.record.ResetReason;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import io.tokenloom.vision.preprocessing.PreparedPicture;
import io.tokenloom.vision.preprocessing.Preprocessing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Turns pictures into ordered tokens, each given what the tokens of earlier pictures of its stream have said. A pure
 * function of picture, state and budget: frame t gets the same tokens one at a time, in a batch, after a restore, and
 * anywhere. It costs one run of the encoder for a picture, two where
 * its state is in doubt (on a GPU all pictures of a batch go in one run), and one of the decoder for a batch. The state of a stream is what the decoder makes of its tokens, three bytes per pixel. Thread-safe.
 *
 * @param model the graphs
 * @param preprocessing what happens to a picture before the model gets it
 * @param resets when a stream starts anew
 * @param stillSteps most steps of an image
 */
public record ProgressiveTokenizer(
        ProgressiveModel model, Preprocessing preprocessing, ResetRule resets, int stillSteps)
        implements VisualTokenizer {
    @Override
    public TokenContract contract() {
        return new TokenContract(
                new TokenContract.Payload.Ids(
                        List.of(new TokenContract.Plane("", model.shape().codebookSize()))),
                model.shape().tokens(),
                TokenOrder.NESTED_PREFIX,
                0,
                TruncationKind.ANY_PREFIX,
                List.of(),
                List.of(),
                // One token stands for the whole picture: no token has a place in it.
                Optional.of(new TokenContract.Grid(
                        1, 1, model.shape().side(), model.shape().side())),
                Optional.empty(),
                true);
    }

    @Override
    public EightBitPicture prepare(RgbImage picture) {
        return eightBit(preprocessing.prepare(picture));
    }

    private static EightBitPicture eightBit(PreparedPicture picture) {
        if (picture instanceof EightBitPicture eightBit) {
            return eightBit;
        }
        throw new IllegalArgumentException("the state has 8 bits, so the preprocessing has to round to 8 bits");
    }

    @Override
    public VisualState start() {
        int side = model.shape().side();
        return new VisualState(0, new byte[3 * side * side]);
    }

    @Override
    public boolean stateful() {
        return true;
    }

    @Override
    public List<StepResult> step(List<StepRequest> batch, RunHandle handle) {
        List<Attempt> attempts = new ArrayList<>();
        List<List<Attempt>> ofRequest = new ArrayList<>(batch.size());
        for (StepRequest request : batch) {
            List<Attempt> own = attempts(request);
            ofRequest.add(own);
            own.stream().filter(attempt -> !attempt.silent()).forEach(attempts::add);
        }
        Iterator<ProgressiveModel.Said> said = attempts.isEmpty()
                ? Collections.emptyIterator()
                : model.encode(
                                attempts.stream().map(Attempt::picture).toList(),
                                attempts.stream().map(Attempt::state).toList(),
                                handle)
                        .iterator();
        List<Outcome> outcomes = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            outcomes.add(best(ofRequest.get(i), batch.get(i).budget(), said));
        }
        return decoded(outcomes, handle);
    }

    /**
     * A way to go on with a stream.
     *
     * @param silent whether it says nothing, the state being good enough
     */
    private record Attempt(EightBitPicture picture, VisualState state, ResetReason reset, boolean silent) {}

    /** One way, or two of which the better is taken. */
    private List<Attempt> attempts(StepRequest request) {
        EightBitPicture picture = eightBit(request.picture());
        VisualState state = request.state();
        if (state.steps() == 0) {
            return List.of(new Attempt(picture, start(), ResetReason.FIRST, false));
        }
        double before = picture.psnr(EightBitPicture.square(model.shape().side(), state.content()));
        Optional<ResetReason> reset = request.again() ? Optional.empty() : resets.reason(state, before);
        if (reset.isPresent()) {
            return List.of(new Attempt(picture, start(), reset.get(), false));
        }
        boolean enough = request.budget().isMetBy(before);
        Attempt goingOn = new Attempt(picture, state, ResetReason.NONE, enough);
        return enough || request.again() || before >= resets.doubt()
                ? List.of(goingOn)
                : List.of(goingOn, new Attempt(picture, start(), ResetReason.WORSE_THAN_ANEW, false));
    }

    /** What becomes of a picture. */
    private sealed interface Outcome {
        record Keeping(Attempt attempt, int kept, int[] ids, float[] quality) implements Outcome {}

        record Refusing(TokenizationException why) implements Outcome {}
    }

    /** The first way, unless the second gets further with as many tokens. */
    private static Outcome best(List<Attempt> attempts, TokenBudget budget, Iterator<ProgressiveModel.Said> said) {
        Outcome first = outcome(attempts.get(0), budget, said);
        if (attempts.size() == 1) {
            return first;
        }
        Outcome second = outcome(attempts.get(1), budget, said);
        return first instanceof Outcome.Keeping going
                        && second instanceof Outcome.Keeping anew
                        && anew.quality()[going.kept() - 1] > going.quality()[going.kept() - 1]
                ? second
                : first;
    }

    private static Outcome outcome(Attempt attempt, TokenBudget budget, Iterator<ProgressiveModel.Said> said) {
        if (attempt.silent()) {
            return new Outcome.Keeping(attempt, 0, new int[0], new float[0]);
        }
        ProgressiveModel.Said one = said.next();
        if (one instanceof ProgressiveModel.Broken broken) {
            return new Outcome.Refusing(broken.why());
        }
        ProgressiveModel.Encoded encoded = (ProgressiveModel.Encoded) one;
        return new Outcome.Keeping(attempt, budget.keep(encoded.quality()), encoded.ids(), encoded.quality());
    }

    private List<StepResult> decoded(List<Outcome> outcomes, RunHandle handle) {
        List<ProgressiveModel.Kept> kept = new ArrayList<>(outcomes.size());
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Keeping keeping) {
                kept.add(new ProgressiveModel.Kept(
                        keeping.ids(), keeping.kept(), keeping.attempt().state()));
            }
        }
        Iterator<VisualState> next = model.decode(kept, handle).iterator();
        List<StepResult> results = new ArrayList<>(outcomes.size());
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Keeping keeping) {
                results.add(new StepResult.Made(
                        new VisualTokens.Ids(
                                new int[][] {Arrays.copyOf(keeping.ids(), keeping.kept())},
                                VisualTokens.ALL_POSITIONS,
                                Arrays.copyOf(keeping.quality(), keeping.kept())),
                        keeping.attempt().state().steps(),
                        keeping.attempt().reset(),
                        next.next()));
            } else {
                results.add(new StepResult.Refused(((Outcome.Refusing) outcome).why()));
            }
        }
        return results;
    }

    /**
     * A tokenized picture.
     *
     * @param ids those that were kept, most useful first
     * @param quality dB that each prefix reaches: element i is that of i + 1 tokens
     * @param step pictures since the reset, 0 if this one reset the state
     * @param next the state after it
     */
    public record Step(int[] ids, float[] quality, int step, VisualState next) {}

    /**
     * The next picture of a stream, alone.
     *
     * @throws TokenizationException MODEL_OUTPUT if the model breaks its contract
     */
    public Step next(EightBitPicture picture, VisualState state, TokenBudget budget) {
        return alone(new StepRequest(picture, state, budget, false, StepRequest.NO_LOTS));
    }

    /**
     * An image as a video that stands still, alone: each step adds what the ones before left out.
     *
     * @param most steps; there are fewer where a step has nothing to add to a quality that was asked for
     * @throws TokenizationException MODEL_OUTPUT if the model breaks its contract
     */
    public List<Step> still(EightBitPicture picture, int most, TokenBudget budget) {
        List<Step> steps = new ArrayList<>();
        VisualState state = start();
        for (int i = 0; i < most; i++) {
            Step step = alone(new StepRequest(picture, state, budget, true, StepRequest.NO_LOTS));
            if (i > 0 && step.ids().length == 0) {
                break;
            }
            steps.add(step);
            state = step.next();
        }
        return steps;
    }

    private Step alone(StepRequest request) {
        StepResult result = step(List.of(request)).get(0);
        if (result instanceof StepResult.Refused refused) {
            throw refused.why();
        }
        StepResult.Made made = (StepResult.Made) result;
        VisualTokens.Ids ids = (VisualTokens.Ids) made.tokens();
        return new Step(ids.planes()[0], ids.qualities(), made.step(), made.next());
    }
}
