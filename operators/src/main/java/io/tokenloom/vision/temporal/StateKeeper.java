package io.tokenloom.vision.temporal;

import io.tokenloom.model.ModelException;
import io.tokenloom.model.RunHandle;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.preprocessing.PreparedPicture;
import java.util.List;

/**
 * Turns what is kept of streams into their pasts, and back. The first byte of a content names the form, so that none is read
 * as another; an empty content is that of a stream without a past. Thread-safe.
 */
sealed interface StateKeeper permits KeysAndValuesKeeper, FramesKeeper {
    /** What is kept of a stream that has no past. */
    byte[] NOTHING = {};

    /**
     * The pasts of some streams.
     *
     * @param states what is kept of each
     * @return of each the memory of its frames, oldest first
     * @throws ModelException if they have to be made again and that fails
     * @throws IllegalStateException if a state is of another tokenizer
     */
    List<List<FrameMemory>> pasts(List<VisualState> states, RunHandle handle);

    /**
     * What is kept of a stream after another frame.
     *
     * @param content what was kept before
     * @param dropped how many of the oldest frames leave
     */
    byte[] next(byte[] content, int dropped, PreparedPicture picture, FrameMemory made);

    /** The exception of a state that is of another form, or does not hold what it should. */
    static IllegalStateException foreign(VisualState state) {
        return new IllegalStateException("the state of a stream, " + state
                + ", was made by another tokenizer, or by this one with another form of state. Restore it with the"
                + " bundle that made it, or begin the streams anew.");
    }
}
