package io.tokenloom.vision;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.vision.preprocessing.EightBitPicture;

/** The way back, so that a person can look: from tokens to what they say of a picture. Thread-safe. */
public interface PictureDecoder {
    /** The state of a stream of which nothing is known. */
    VisualState start();

    /**
     * What is known of a stream after some more tokens.
     *
     * @param tokens of a picture, all or a valid prefix
     * @param before what was known before it; {@link #start} if it began anew
     * @throws TokenizationException MODEL_OUTPUT if the decoder fails on these tokens
     */
    VisualState after(VisualTokens.Ids tokens, VisualState before);

    /** What a state looks like, in the size of the model. */
    EightBitPicture picture(VisualState state);
}
