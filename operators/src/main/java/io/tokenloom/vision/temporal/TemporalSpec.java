package io.tokenloom.vision.temporal;

import io.tokenloom.model.OnnxModel;
import java.util.List;

/**
 * What a manifest says of an encoder that attends to earlier frames. Immutable.
 *
 * @param names what the graph calls its tensors
 * @param batchAxis axis of past and new keys and values that streams are on; its length has to be free
 * @param timeAxis axis of past and new keys and values that frames are on, oldest first; where its length is fixed, it is at
 *     least the window less one
 * @param window frames that a frame may see, itself among them: 2 or more
 * @param policy what becomes of the past when the window is full
 * @param form what is kept of a stream
 * @param reference the step whose time is 1; never the length of a clip, which no stream knows
 * @param stillSteps how often an image is repeated; no more than a block has frames
 */
public record TemporalSpec(
        TensorNames names,
        int batchAxis,
        int timeAxis,
        int window,
        WindowPolicy policy,
        StateForm form,
        double reference,
        int stillSteps) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of range, an image does not fit a block, or a sliding window is to be
     *     kept as frames
     */
    public TemporalSpec {
        if (batchAxis < 0 || timeAxis < 0 || batchAxis == timeAxis) {
            throw new IllegalArgumentException("streams on axis " + batchAxis + " and frames on axis " + timeAxis
                    + "; choose two, each 0 or more");
        }
        if (window < 2) {
            throw new IllegalArgumentException(
                    "a window of " + window + " frames has no past; choose 2 or more, or a bundle without state");
        }
        if (!(reference > 0) || Double.isInfinite(reference)) {
            throw new IllegalArgumentException("a reference of " + reference + " steps; choose a number over 0");
        }
        if (stillSteps < 1) {
            throw new IllegalArgumentException("an image has at least 1 step, not " + stillSteps);
        }
        if (policy == WindowPolicy.BLOCK && stillSteps > window) {
            throw new IllegalArgumentException("an image of " + stillSteps + " steps does not fit a block of " + window
                    + " frames. Raise the window, or lower the steps.");
        }
        if (policy == WindowPolicy.SLIDING && form == StateForm.FRAMES) {
            throw new IllegalArgumentException(
                    "keys and values of a sliding window carry traces of frames that have left"
                            + " it, so they can't be made again from frames. Keep keys-and-values, or choose the policy block.");
        }
    }

    /** Everything in which a graph differs from this, each with what there is and what is wanted. */
    public List<String> mistakes(OnnxModel model) {
        return new GraphCheck(this, model).mistakes();
    }

    /** Most frames of the past that a frame sees. */
    int mostPast() {
        return window - 1;
    }

    /** How many frames of the past a frame sees. */
    int past(int step) {
        return Math.min(step, mostPast());
    }

    /** The time of a step, as the model wants it. */
    float time(int step) {
        return (float) (step / reference);
    }
}
