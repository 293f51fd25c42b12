package io.tokenloom.cli.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tokenloom.cli.bench.Figure;
import io.tokenloom.cli.bench.Goal;
import io.tokenloom.cli.bench.Verdict;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QualityGoalsTest {
    private static final String WEBP = FileCodec.WEBP.title();
    private static final String JPEG_XL = FileCodec.JPEG_XL.title();
    private static final TokenSizes BYTES = new TokenSizes(64, 16, 4, 128);

    @Test
    void setsTheTokensAgainstTheBestOfWhatIsAsked() {
        // JPEG XL counts at 32 and 64 bytes only.
        Findings found = found(
                List.of(StillResult.TOKENS, WEBP, JPEG_XL),
                List.of(still(Map.of(StillResult.TOKENS, 22.0, WEBP, 21.0, JPEG_XL, 21.7))),
                List.of());

        assertThat(value(found, "photographs, 32 bytes: PSNR above the best of all others"))
                .isCloseTo(0.3, within(1e-9));
        Verdict familiar = verdict(found, "photographs, 128 bytes: PSNR above the best of WebP");
        assertThat(familiar.value()).isCloseTo(1, within(1e-9));
        assertThat(familiar.goal()).isEqualTo("at least 0.5");
        assertThat(familiar.met()).isTrue();
        assertThat(verdict(found, "photographs, 512 bytes: colour noise / WebP's")
                        .met())
                .isTrue();
    }

    @Test
    void judgesStepsPrefixesAndTime() {
        Findings found =
                found(List.of(StillResult.TOKENS), List.of(still(Map.of(StillResult.TOKENS, 22.0))), List.of());

        assertThat(verdict(found, "photographs: gain of step 2").met()).isTrue();
        assertThat(verdict(found, "photographs: gain of step 3").met()).isTrue();
        assertThat(verdict(found, "photographs: gain of step 4").met()).isFalse();
        assertThat(verdict(found, "worst prefix against a shorter one").met()).isFalse();
        // The slower step takes 10 ms.
        assertThat(value(found, "encoder + decoder / the trial's")).isCloseTo(10 / Speed.TRIAL, within(1e-9));
        assertThat(names(found)).noneMatch(name -> name.contains("WebP"));
    }

    @Test
    void wantsOfACameraWhatItsFolderSays() {
        Findings found = found(
                List.of(StillResult.TOKENS),
                List.of(),
                List.of(
                        film("street", Film.Camera.FIXED, 9, 21.1),
                        film("walk", Film.Camera.MOVING, 26, 21.7),
                        film("unknown", Film.Camera.UNKNOWN, 9, 21.1)));

        assertThat(verdict(found, "street at 21.0 dB: tokens a frame").met()).isTrue();
        assertThat(verdict(found, "street at 21.0 dB: PSNR reached").met()).isTrue();
        assertThat(verdict(found, "walk at 21.6 dB: tokens a frame").met()).isFalse();
        assertThat(verdict(found, "walk, 16 tokens a frame: last 20 frames above frames 2 to 21")
                        .met())
                .isTrue();
        assertThat(names(found)).noneMatch(name -> name.startsWith("unknown") || name.startsWith("photographs"));
    }

    @Test
    void hasAFigureForEachGoal() {
        Findings found = found(
                List.of(StillResult.TOKENS, WEBP),
                List.of(still(Map.of(StillResult.TOKENS, 22.0, WEBP, 21.0))),
                List.of(film("street", Film.Camera.FIXED, 9, 21.1)));
        QualityGoals goals = QualityGoals.of(found);

        assertThat(goals.figures())
                .extracting(Figure::name)
                .isEqualTo(names(found))
                .doesNotHaveDuplicates();
        assertThat(QualityFigures.of(found)).extracting(Figure::name).doesNotHaveDuplicates();
    }

    private static List<String> names(Findings found) {
        return QualityGoals.of(found).goals().stream().map(Goal::name).toList();
    }

    private static double value(Findings found, String name) {
        return verdict(found, name).value();
    }

    private static Verdict verdict(Findings found, String name) {
        QualityGoals goals = QualityGoals.of(found);
        return goals.goals().stream()
                .filter(goal -> goal.name().equals(name))
                .map(goal -> goal.judge(goals.figures()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " among " + names(found)));
    }

    private static Findings found(List<String> methods, List<StillResult> stills, List<FilmResult> films) {
        return new Findings("test", BYTES, methods, stills, films, 16, new Speed(7, 8, 1, 2, 30), List.of(), List.of());
    }

    /** The same at each size. */
    private static StillResult still(Map<String, Double> psnr) {
        Map<String, List<Optional<Score>>> scores = new HashMap<>();
        psnr.forEach((method, value) -> {
            Map<Measure, Double> values = new EnumMap<>(Measure.class);
            for (Measure measure : Measure.values()) {
                values.put(measure, 1.0);
            }
            values.put(Measure.PSNR, value);
            scores.put(method, Collections.nCopies(BYTES.sizes().size(), Optional.of(new Score(32, values))));
        });
        return new StillResult(
                new Picture(Picture.PHOTOGRAPHS, "a", EightBitPicture.square(1, new byte[3])),
                scores,
                List.of(20.0, 21.5, 22.25, 22.5),
                List.of(0.0, 0.0, 0.11, 0.0),
                List.of());
    }

    private static FilmResult film(String name, Film.Camera camera, int tokens, double psnr) {
        FilmRun run = new FilmRun(IntStream.range(0, 60)
                .mapToObj(number -> new FilmRun.Frame(tokens, psnr, number, Optional.empty()))
                .toList());
        Map<Double, FilmRun> runs = new HashMap<>();
        FilmMeasurement.TARGETS.forEach(target -> runs.put(target, run));
        Film film = new Film(name, camera, decoder -> {
            throw new UnsupportedOperationException("it is not opened");
        });
        return new FilmResult(film, 60, runs, runs, run, run, run, List.of());
    }
}
