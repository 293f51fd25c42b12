package io.tokenloom.vision.preprocessing;

import io.tokenloom.media.RgbImage;

/**
 * All that happens to a picture before a model gets it. Thread-safe: immutable.
 *
 * @param sizing how it gets the size of the model
 * @param normalisation what becomes of its values
 */
public record Preprocessing(Sizing sizing, Normalisation normalisation) {
    /** The picture in the size of the model; {@link Normalisation#fill} makes the tensor of it. */
    public PreparedPicture prepare(RgbImage picture) {
        return sizing.apply(picture);
    }

    /** Every choice that changes a number of the tensor, for the fingerprint of the tokenizer. */
    public String identity() {
        return sizing.identity() + "; " + normalisation.identity();
    }
}
