package io.tokenloom.vision;

import io.tokenloom.media.RgbImage;
import io.tokenloom.model.ModelException;
import io.tokenloom.model.RunHandle;
import io.tokenloom.vision.preprocessing.PreparedPicture;
import java.util.List;

/**
 * Turns pictures into tokens, whatever the shape of its model. What comes out for a picture is a function of the picture,
 * the state of its stream, the budget and the seed alone: not of the other pictures of a batch, nor of the time, nor of the
 * process. Thread-safe.
 */
public interface VisualTokenizer {
    /** What holds for the tokens of all pictures. */
    TokenContract contract();

    /** The picture in the size of the model. Costs about as much as decoding it; needs no device. */
    PreparedPicture prepare(RgbImage picture);

    /** The state of a stream that has not begun. */
    VisualState start();

    /** Whether the tokens of a picture depend on those before it in its stream; if not, all of them can be made at once. */
    boolean stateful();

    /** Most steps of an image, which is a video that stands still; 1 where another look adds nothing. */
    int stillSteps();

    /**
     * One step of each of several streams, in one run of the model, or a few.
     *
     * @param batch at least one; at most one of a stream unless the tokenizer is not {@link #stateful()}
     * @param handle by which another thread may end the run
     * @return a result for each request, in their order
     * @throws ModelException if the batch as a whole failed: by one bad picture in it, by its size, or by a fault of the
     *     device. Then no state has changed, and a part of the batch may be tried
     */
    List<StepResult> step(List<StepRequest> batch, RunHandle handle);

    /** The same, with nobody to end the run. */
    default List<StepResult> step(List<StepRequest> batch) {
        return step(batch, new RunHandle());
    }
}
