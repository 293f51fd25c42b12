package io.tokenloom.vision;

import io.tokenloom.vision.preprocessing.PreparedPicture;

/**
 * A picture to tokenize.
 *
 * @param picture in the size of the model
 * @param state of its stream, as the picture before left it
 * @param budget how many tokens are kept
 * @param again whether this is another look at the picture before, as the second step of an image is: then the stream goes
 *     on in any case, and a result without tokens says that nothing is left to say
 * @param seed what the lots of a tokenizer that draws them depend on: the same for the same item, whenever it is tokenized
 */
public record StepRequest(PreparedPicture picture, VisualState state, TokenBudget budget, boolean again, byte[] seed) {
    /** For a tokenizer that draws no lots. */
    public static final byte[] NO_LOTS = {};
}
