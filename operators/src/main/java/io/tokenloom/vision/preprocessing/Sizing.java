package io.tokenloom.vision.preprocessing;

import io.tokenloom.media.RgbImage;

/**
 * How a picture gets the size of a model. Part of a tokenizer's identity: another rule gives other ids. A rule that has to
 * change gets a new name. Each is a pure function: the same pixels give the same values on every machine. Thread-safe:
 * immutable.
 */
public sealed interface Sizing permits StretchArea, Stretch, ShortSideCrop, CenterCropArr {
    /** The name of the rule in a manifest. */
    String manifestName();

    /** Pixels of a row of the result. */
    int width();

    /** Number of rows of the result. */
    int height();

    /** Every choice that changes a pixel, in one line that stays the same from version to version. */
    String identity();

    /** The picture in the size of the model. */
    PreparedPicture apply(RgbImage picture);
}
