package io.tokenloom.vision;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.media.RgbImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns pictures into ordered tokens, each given what the tokens of earlier pictures of its stream have said. A pure
 * function of picture, state and budget: frame t gets the same tokens one at a time, after a restore, and anywhere. Its
 * cost per picture is one run of the encoder, two where the state is in doubt, and one of the decoder. Thread-safe.
 *
 * @param model the graphs
 * @param resets when a stream starts anew
 */
public record ProgressiveTokenizer(ProgressiveModel model, ResetRule resets) {
    /**
     * A tokenized picture.
     *
     * @param ids those that were kept, most useful first
     * @param quality dB that each prefix reaches: element i is that of i + 1 tokens
     * @param step pictures since the reset, 0 if this one reset the state
     * @param next the state after it
     */
    public record Step(int[] ids, float[] quality, int step, ProgressiveState next) {}

    /** The state of a stream that has not begun. */
    public ProgressiveState start() {
        return ProgressiveState.empty(model.shape().side());
    }

    /**
     * The next picture of a stream.
     *
     * @throws TokenizationException MODEL_OUTPUT if the model fails
     */
    public Step next(PreparedPicture picture, ProgressiveState state, TokenBudget budget) {
        double before = picture.psnr(new PreparedPicture(picture.side(), state.reconstruction()));
        if (resets.resets(state, before)) {
            return step(picture, start(), Double.NEGATIVE_INFINITY, budget);
        }
        if (before >= resets.doubt() || budget.isMetBy(before)) {
            return step(picture, state, before, budget);
        }
        ProgressiveModel.Encoded going = model.encode(picture, state);
        ProgressiveModel.Encoded anew = model.encode(picture, start());
        int kept = budget.keep(going.quality());
        return anew.quality()[kept - 1] > going.quality()[kept - 1]
                ? step(anew, start(), budget)
                : step(going, state, budget);
    }

    /**
     * An image as a video that stands still: each step adds what the ones before left out.
     *
     * @param most steps; there are fewer where a step has nothing to add to a quality that was asked for
     * @throws TokenizationException MODEL_OUTPUT if the model fails
     */
    public List<Step> still(PreparedPicture picture, int most, TokenBudget budget) {
        List<Step> steps = new ArrayList<>();
        ProgressiveState state = start();
        double before = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < most; i++) {
            Step step = step(picture, state, before, budget);
            if (i > 0 && step.ids().length == 0) {
                break;
            }
            steps.add(step);
            state = step.next();
            before = picture.psnr(new PreparedPicture(picture.side(), state.reconstruction()));
        }
        return steps;
    }

    private Step step(PreparedPicture picture, ProgressiveState state, double before, TokenBudget budget) {
        if (budget.isMetBy(before)) {
            return new Step(new int[0], new float[0], state.steps(), model.decode(new int[0], 0, state));
        }
        return step(model.encode(picture, state), state, budget);
    }

    private Step step(ProgressiveModel.Encoded encoded, ProgressiveState state, TokenBudget budget) {
        int kept = budget.keep(encoded.quality());
        return new Step(
                Arrays.copyOf(encoded.ids(), kept),
                Arrays.copyOf(encoded.quality(), kept),
                state.steps(),
                model.decode(encoded.ids(), kept, state));
    }

    /** The picture in the size of the model. */
    public PreparedPicture prepare(RgbImage picture) {
        return new PicturePreparation(model.shape().side()).prepare(picture);
    }
}
