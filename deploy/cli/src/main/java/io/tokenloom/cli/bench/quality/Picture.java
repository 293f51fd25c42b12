package io.tokenloom.cli.bench.quality;

import io.tokenloom.vision.preprocessing.EightBitPicture;

/**
 * A still to measure.
 *
 * @param category what kind of picture it is
 * @param name of its file
 * @param pixels in the size of the model
 */
record Picture(String category, String name, EightBitPicture pixels) {
    /** The category whose goals there are. */
    static final String PHOTOGRAPHS = "photographs";
}
