package io.tokenloom.jobs.tokenize;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.StepResult;
import java.util.List;
import java.util.Optional;

/**
 * An item on its way through the model, one step after the other. A step that fails has changed nothing. Confined to the
 * task's thread.
 */
sealed interface ItemRun permits FrameRun, ImageRun, VideoRun {
    /**
     * Tells the state of the stream before the item: before the first step where it {@link #inTurn()}, else before it is
     * settled. Items of no stream do not look at it.
     */
    void begin(StreamState before);

    /**
     * The step that comes next; it is the same until {@link #made} has taken its result.
     *
     * @throws TokenizationException FRAME_POSITION
     */
    StepRequest request();

    /** Takes the result of a step. */
    void made(StepResult.Made made, TokenPayload payload);

    /** Whether there is a picture for another step. */
    boolean ready();

    /** Whether all steps are done. */
    boolean finished();

    /** Whether the item needs the state of its stream, so that the items before have to be done first. */
    boolean inTurn();

    /**
     * What the item became, once it is finished.
     *
     * @throws TokenizationException FRAME_POSITION
     */
    Settled settle();

    /**
     * What an item became.
     *
     * @param pictures at least one
     * @param after state of the stream after it; empty if it has none of its stream
     */
    record Settled(List<TokenizedPicture> pictures, Optional<StreamState> after) {}
}
