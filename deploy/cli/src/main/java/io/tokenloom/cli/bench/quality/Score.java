package io.tokenloom.cli.bench.quality;

import java.util.Map;

/**
 * What was measured of the best that a method makes of a picture.
 *
 * @param bytes that it takes
 * @param values all measures, of the one of best PSNR; but SSIM is that of the one of best SSIM
 */
record Score(int bytes, Map<Measure, Double> values) {
    /** Copies. */
    Score {
        values = Map.copyOf(values);
    }

    double of(Measure measure) {
        return values.get(measure);
    }
}
