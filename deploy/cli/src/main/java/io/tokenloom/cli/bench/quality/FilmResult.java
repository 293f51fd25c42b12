package io.tokenloom.cli.bench.quality;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was measured of a film.
 *
 * @param film which
 * @param frames how many
 * @param with for each target in dB: a closed loop, each frame given the state of the one before
 * @param without for each target in dB: each frame anew
 * @param fixed a closed loop with the same number of tokens for each frame
 * @param fixedWithout as many tokens, each frame anew
 * @param whole a closed loop with every token for each frame: what of a drift is the film's own
 * @param strip rows of frames for the sheet
 */
record FilmResult(
        Film film,
        int frames,
        Map<Double, FilmRun> with,
        Map<Double, FilmRun> without,
        FilmRun fixed,
        FilmRun fixedWithout,
        FilmRun whole,
        List<List<SheetCell>> strip) {
    private static final int WINDOW = 20;

    /** Copies. */
    FilmResult {
        with = Map.copyOf(with);
        without = Map.copyOf(without);
        strip = strip.stream().map(List::copyOf).toList();
    }

    /**
     * Mean PSNR at the beginning and at the end.
     *
     * @param early of frames 2 to 21
     * @param late of the last 20
     */
    record Drift(double early, double late) {}

    /** Empty where the film is too short for both. */
    static Optional<Drift> drift(FilmRun run) {
        int frames = run.frames().size();
        return frames <= 2 * WINDOW
                ? Optional.empty()
                : Optional.of(new Drift(run.meanPsnr(1, 1 + WINDOW), run.meanPsnr(frames - WINDOW, frames)));
    }
}
