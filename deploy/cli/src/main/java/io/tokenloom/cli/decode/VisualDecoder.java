package io.tokenloom.cli.decode;

import io.tokenloom.bundle.VisualBundle;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.vision.PreparedPicture;
import io.tokenloom.vision.ProgressiveModel;
import io.tokenloom.vision.ProgressiveState;

/**
 * Visual records back to pictures, one after the other from a reset on. Thread-safe.
 *
 * @param bundle the tokenizer, which stays its owner's to close
 */
public record VisualDecoder(VisualBundle bundle) implements TokenDecoder {
    /** Most tokens of a record. */
    public int mostTokens() {
        return bundle.manifest().shape().tokens();
    }

    /** The state before the first record. */
    public ProgressiveState start() {
        return bundle.tokenizer().start();
    }

    /**
     * The state after a record.
     *
     * @param keep how many of its tokens count; all where it has fewer
     * @param before the state after the record before it, which does not matter to one that resets the state
     * @throws IllegalArgumentException if it does not follow that state, an id is not in the codebook, or the model fails
     */
    public ProgressiveState after(PictureTokens tokens, int keep, ProgressiveState before) {
        ProgressiveModel.Shape shape = bundle.manifest().shape();
        ProgressiveState state = tokens.step() == 0 ? start() : before;
        if (tokens.step() != state.steps()) {
            throw new IllegalArgumentException("it is step " + tokens.step() + " since the last reset, and the record"
                    + " before it was step " + (state.steps() - 1));
        }
        int[] ids = tokens.ids();
        if (ids.length > shape.tokens()) {
            throw new IllegalArgumentException(
                    "it has " + ids.length + " tokens, and its tokenizer gives at most " + shape.tokens());
        }
        for (int id : ids) {
            if (id < 0 || id >= shape.codebookSize()) {
                throw new IllegalArgumentException("id " + id + " is outside 0 to " + (shape.codebookSize() - 1));
            }
        }
        try {
            return bundle.tokenizer().model().decode(ids, Math.min(keep, ids.length), state);
        } catch (TokenizationException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** What a state looks like, in the size of the model. */
    public PreparedPicture picture(ProgressiveState state) {
        return new PreparedPicture(bundle.manifest().shape().side(), state.reconstruction());
    }
}
