package io.tokenloom.cli.bench.quality;

import io.tokenloom.cli.bench.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures besides those of the goals: of all that was measured those that are worth a line. */
final class QualityFigures {
    private static final String DECIBELS = "dB";
    private static final String MILLISECONDS = "CPU ms";

    private QualityFigures() {}

    static List<Figure> of(Findings found) {
        List<Figure> figures = new ArrayList<>();
        for (String name : found.categories()) {
            stills(found, found.category(name), figures);
        }
        found.films().forEach(film -> film(film, figures));
        Speed speed = found.speed();
        figures.add(new Figure("encoder, step 0", speed.encoderFirst(), MILLISECONDS));
        figures.add(new Figure("encoder, step 1", speed.encoderLater(), MILLISECONDS));
        figures.add(new Figure("decoder, step 0", speed.decoderFirst(), MILLISECONDS));
        figures.add(new Figure("decoder, step 1", speed.decoderLater(), MILLISECONDS));
        figures.add(new Figure("convolution", speed.convolution(), MILLISECONDS));
        figures.add(new Figure("encoder + decoder / convolution", speed.step() / speed.convolution(), ""));
        figures.add(new Figure("the trial's encoder + decoder", Speed.TRIAL, MILLISECONDS));
        figures.add(new Figure("the trial's encoder + decoder / convolution", Speed.TRIAL / speed.convolution(), ""));
        return figures;
    }

    private static void stills(Findings found, Category category, List<Figure> figures) {
        for (int place = 0; place < found.bytes().sizes().size(); place++) {
            for (String method : found.methods()) {
                int at = place;
                String name = category.name() + ", " + found.bytes().sizes().get(place) + " bytes, " + method + ": ";
                for (Measure measure : List.of(Measure.PSNR, Measure.SSIM)) {
                    category.mean(method, at, score -> score.of(measure))
                            .ifPresent(mean -> figures.add(new Figure(name + measure.title(), mean, measure.unit())));
                }
            }
        }
    }

    private static void film(FilmResult film, List<Figure> figures) {
        for (double target : FilmMeasurement.TARGETS) {
            String name =
                    String.format(Locale.ROOT, "%s for %.1f dB, ", film.film().name(), target);
            figures.add(new Figure(
                    name + "with state: tokens a frame", film.with().get(target).tokens(), ""));
            figures.add(new Figure(
                    name + "with state: PSNR", film.with().get(target).psnr(), DECIBELS));
            figures.add(new Figure(
                    name + "without state: tokens a frame",
                    film.without().get(target).tokens(),
                    ""));
            figures.add(new Figure(
                    name + "without state: PSNR", film.without().get(target).psnr(), DECIBELS));
        }
    }
}
