package io.tokenloom.cli.bench.quality;

import io.tokenloom.vision.preprocessing.EightBitPicture;

/**
 * The best that a method makes of a picture with at most so many bytes.
 *
 * @param picture the one of best PSNR, in the size of the original
 * @param score what was measured of it
 */
record Made(EightBitPicture picture, Score score) {}
