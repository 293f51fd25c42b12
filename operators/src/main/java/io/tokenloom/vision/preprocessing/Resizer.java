package io.tokenloom.vision.preprocessing;

import io.tokenloom.media.RgbImage;

/** Scales pictures. Thread-safe: immutable. */
interface Resizer {
    /** The window of the scaled picture. */
    PreparedPicture resize(RgbImage source, ScaledCrop crop);
}
