package io.tokenloom.vision.preprocessing;

import io.tokenloom.token.PixelBox;

/**
 * A picture in the size of a model, on the scale 0..255: three planes, red, green, blue, each row by row. Immutable by
 * agreement: arrays are not copied.
 */
public sealed interface PreparedPicture permits EightBitPicture, ContinuousPicture {
    /** Pixels of a row. */
    int width();

    /** Number of rows. */
    int height();

    /** What of which source picture it shows. */
    SourceView view();

    /** The box of the source picture that the model sees. */
    default PixelBox seen() {
        return view().seen();
    }
}
