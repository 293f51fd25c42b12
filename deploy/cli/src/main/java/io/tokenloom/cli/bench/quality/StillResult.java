package io.tokenloom.cli.bench.quality;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was measured of one still.
 *
 * @param picture the original
 * @param scores of each method, and of {@link Blur}, by title, one for each size; empty where there is nothing so small
 * @param steps PSNR after each whole step
 * @param drops by how many dB a prefix of each step is worse than the best shorter one, at most
 * @param shown for the sheet
 */
record StillResult(
        Picture picture,
        Map<String, List<Optional<Score>>> scores,
        List<Double> steps,
        List<Double> drops,
        List<SheetCell> shown) {
    /** Title of the tokens among the methods. */
    static final String TOKENS = "tokens";

    /** Copies. */
    StillResult {
        scores = Map.copyOf(scores);
        steps = List.copyOf(steps);
        drops = List.copyOf(drops);
        shown = List.copyOf(shown);
    }

    /** What a method reached at a size, by its place in the list. */
    Optional<Score> score(String method, int place) {
        return scores.get(method).get(place);
    }
}
