package io.tokenloom.cli.bench.quality;

import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.util.Optional;

/**
 * One place of a sheet.
 *
 * @param heading what is in this column
 * @param caption what there is to say of this picture
 * @param picture empty where there is none
 */
record SheetCell(String heading, String caption, Optional<EightBitPicture> picture) {}
