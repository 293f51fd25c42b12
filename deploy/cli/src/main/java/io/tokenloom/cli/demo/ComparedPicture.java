package io.tokenloom.cli.demo;

import io.tokenloom.cli.demo.report.VisualCheck;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.util.Optional;

/**
 * Tokens of an image or video, compared with its file.
 *
 * @param sameContent whether the records are of what the file holds, all of it
 * @param check how well they give it back; empty where the file can't be decoded
 * @param shown for the page, if that was wanted and there is anything to show
 * @param <T> what a page shows of it
 */
record ComparedPicture<T>(boolean sameContent, Optional<VisualCheck> check, Optional<T> shown) {
    /** The file holds something else. */
    static <T> ComparedPicture<T> ofAnotherContent() {
        return new ComparedPicture<>(false, Optional.empty(), Optional.empty());
    }

    /** Ratio of two pictures in dB, also where they are equal. */
    static double psnr(EightBitPicture one, EightBitPicture other) {
        return Math.min(VisualCheck.MOST_DECIBELS, one.psnr(other));
    }
}
