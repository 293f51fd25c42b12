package io.tokenloom.cli.decode;

import io.tokenloom.vision.preprocessing.EightBitPicture;

/**
 * A picture that tokens stand for.
 *
 * @param picture in the size of the model
 * @param width of the source picture in pixels; 0 if the record does not say it
 * @param height of the source picture in pixels; 0 if the record does not say it
 * @param records how many records it was decoded from
 * @param cut how many of them had more tokens than were kept
 * @param cutBefore whether one of those was not the last, so that later ones were decoded on a state they were not made for
 */
record DecodedPicture(EightBitPicture picture, int width, int height, int records, int cut, boolean cutBefore) {}
