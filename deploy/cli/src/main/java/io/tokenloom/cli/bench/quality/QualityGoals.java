package io.tokenloom.cli.bench.quality;

import io.tokenloom.cli.bench.Figure;
import io.tokenloom.cli.bench.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a bundle should reach, as far as what was measured can tell, and the figures that say whether it does. */
final class QualityGoals {
    private static final String DECIBELS = "dB";
    private static final List<String> FAMILIAR =
            List.of(FileCodec.WEBP.title(), FileCodec.AVIF.title(), FileCodec.JPEG.title());
    private static final double[] STEP_GAINS = {1.0, 0.7, 0.5};
    private static final double MOST_DROP = 0.1;
    private static final double FIXED_TOKENS = 10;
    private static final double MOVING_TOKENS = 25;
    private static final double MOST_TIME = 2.5;
    private static final double MOST_ARTEFACTS = 1.1;

    private final Findings found;
    private final List<Goal> goals = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();

    private QualityGoals(Findings found) {
        this.found = found;
    }

    /** Judges nothing yet: goals and their figures, the figures in the order of the goals. */
    static QualityGoals of(Findings found) {
        QualityGoals all = new QualityGoals(found);
        if (found.categories().contains(Picture.PHOTOGRAPHS)) {
            all.photographs(found.category(Picture.PHOTOGRAPHS));
        }
        if (!found.stills().isEmpty()) {
            all.prefixes();
        }
        found.films().forEach(all::film);
        double pixels = found.bytes().factor();
        all.add(
                Goal.atMost("encoder + decoder / the trial's", MOST_TIME),
                found.speed().step() / pixels / Speed.TRIAL,
                "");
        return all;
    }

    List<Goal> goals() {
        return List.copyOf(goals);
    }

    List<Figure> figures() {
        return List.copyOf(figures);
    }

    private void add(Goal goal, double value, String unit) {
        goals.add(goal);
        figures.add(new Figure(goal.name(), value, unit));
    }

    private void photographs(Category photographs) {
        List<Integer> sizes = found.bytes().sizes();
        List<String> others = found.methods().subList(1, found.methods().size());
        List<String> familiar = others.stream().filter(FAMILIAR::contains).toList();
        for (int place = 0; place < 2; place++) {
            lead(photographs, others, place, Measure.PSNR, 0, "all others");
            lead(photographs, others, place, Measure.SSIM, 0, "all others");
        }
        String names = String.join(", ", familiar);
        lead(photographs, familiar, 2, Measure.PSNR, 0.5, names);
        lead(photographs, familiar, 3, Measure.PSNR, 0, names);
        for (int step = 1; step < found.bytes().steps() && step <= STEP_GAINS.length; step++) {
            add(
                    Goal.atLeast("photographs: gain of step " + (step + 1), STEP_GAINS[step - 1]),
                    photographs.gain(step),
                    DECIBELS);
        }
        for (int place = 2; place < sizes.size(); place++) {
            artefacts(photographs, place, Measure.BLOCKINESS);
            artefacts(photographs, place, Measure.COLOUR_NOISE);
        }
    }

    private void lead(
            Category photographs, List<String> methods, int place, Measure measure, double limit, String names) {
        Optional<Category.Lead> lead = photographs.lead(methods, place, measure);
        lead.ifPresent(known -> add(
                Goal.atLeast(
                        "photographs, " + found.bytes().sizes().get(place) + " bytes: " + measure.title()
                                + " above the best of " + names,
                        limit),
                known.difference(),
                measure.unit()));
    }

    private void artefacts(Category photographs, int place, Measure measure) {
        String webp = FileCodec.WEBP.title();
        if (!found.methods().contains(webp)) {
            return;
        }
        OptionalDouble ratio = photographs.ratio(webp, place, measure);
        if (ratio.isPresent()) {
            add(
                    Goal.atMost(
                            "photographs, " + found.bytes().sizes().get(place) + " bytes: " + measure.title()
                                    + " / WebP's",
                            MOST_ARTEFACTS),
                    ratio.getAsDouble(),
                    "");
        }
    }

    private void prefixes() {
        double worst = 0;
        for (StillResult still : found.stills()) {
            for (double drop : still.drops()) {
                worst = Math.max(worst, drop);
            }
        }
        add(Goal.atMost("worst prefix against a shorter one", MOST_DROP), worst, DECIBELS);
    }

    private void film(FilmResult film) {
        switch (film.film().camera()) {
            case FIXED -> {
                target(film, FilmMeasurement.FIXED_TARGET, FIXED_TOKENS);
                drift(film);
            }
            case MOVING -> {
                target(film, FilmMeasurement.MOVING_TARGET, MOVING_TOKENS);
                drift(film);
            }
            case UNKNOWN -> {}
        }
    }

    private void target(FilmResult film, double target, double tokens) {
        String name = String.format(Locale.ROOT, "%s at %.1f dB: ", film.film().name(), target);
        FilmRun run = film.with().get(target);
        add(Goal.atMost(name + "tokens a frame", tokens * found.bytes().factor()), run.tokens(), "");
        add(Goal.atLeast(name + "PSNR reached", target), run.psnr(), DECIBELS);
    }

    private void drift(FilmResult film) {
        FilmResult.drift(film.fixed())
                .ifPresent(drift -> add(
                        Goal.atLeast(
                                film.film().name() + ", " + found.fixedTokens()
                                        + " tokens a frame: last 20 frames above frames 2 to 21",
                                0),
                        drift.late() - drift.early(),
                        DECIBELS));
    }
}
