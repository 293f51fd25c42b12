package io.tokenloom.cli.bench.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.cli.bench.Figure;
import io.tokenloom.cli.bench.Goal;
import io.tokenloom.cli.bench.Verdict;
import io.tokenloom.cli.bench.race.Samples;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TextGoalsTest {
    private static final List<String> GROUPS = List.of("code", TextGroup.MULTILINGUAL);

    private static final double TINY = 1e-9;

    @Test
    void hasAFigureForEachGoal() {
        List<Figure> figures = TextGoals.figures(measured(), GROUPS);

        List<Verdict> verdicts =
                TextGoals.all(GROUPS).stream().map(goal -> goal.judge(figures)).toList();

        assertThat(verdicts).hasSize(14);
        assertThat(figures).extracting(Figure::name).doesNotHaveDuplicates();
    }

    @Test
    void judgesTheGeometricMeanOfAllTexts() {
        List<Figure> figures = TextGoals.figures(measured(), GROUPS);

        assertThat(value(figures, "o200k, all texts, 8 KB, warm / JTokkit")).isEqualTo(20, within());
        assertThat(value(figures, "o200k, multilingual, 8 KB, warm / JTokkit")).isEqualTo(40, within());
        assertThat(value(figures, "o200k, multilingual, 8 KB, warm / JTokkit, spread"))
                .isEqualTo(50, within());
    }

    @Test
    void judgesTheWorstOfTheWorstCasesAndTheFastestOfTheThreads() {
        List<Figure> figures = TextGoals.figures(measured(), GROUPS);

        assertThat(value(figures, "slowest MiB")).isEqualTo(SlowText.values().length);
        assertThat(value(figures, "two threads / one")).isEqualTo(1.9, within());
        assertThat(value(figures, "documents with other ids than JTokkit")).isEqualTo(3);
    }

    @Test
    void wantsNothingOfManyLanguagesWhereThereAreNone() {
        assertThat(TextGoals.all(List.of("code")))
                .extracting(Goal::name)
                .noneMatch(name -> name.contains(TextGroup.MULTILINGUAL));
    }

    private static Offset<Double> within() {
        return Offset.offset(TINY);
    }

    private static double value(List<Figure> figures, String name) {
        return figures.stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    /** Ours is 10 times as fast with code, 30, 40, 50 times with many languages. */
    private static Samples measured() {
        Samples samples = new Samples();
        for (Vocabulary vocabulary : Vocabulary.values()) {
            samples.add(Names.load(vocabulary), 200, "ms");
            for (Mode mode : Mode.values()) {
                for (Shape shape : Shape.values()) {
                    for (String state : List.of(Names.WARM, Names.COLD)) {
                        for (String engine : List.of(Engines.JTOKKIT, Engines.JNI)) {
                            String code = Names.subject(vocabulary, "code", shape, state);
                            String languages = Names.subject(vocabulary, TextGroup.MULTILINGUAL, shape, state);
                            samples.add(Names.ratio(code, mode, engine), 10, "");
                            samples.add(Names.ratio(languages, mode, engine), 30, "");
                            samples.add(Names.ratio(languages, mode, engine), 50, "");
                            samples.add(Names.ratio(languages, mode, engine), 40, "");
                        }
                    }
                }
            }
        }
        samples.add(Names.disagreement(Engines.JTOKKIT), 0, "");
        samples.add(Names.disagreement(Engines.JTOKKIT), 3, "");
        samples.add(Names.disagreement(Engines.JTOKKIT), 0, "");
        samples.add(Names.disagreement(Engines.JNI), 0, "");
        samples.add(Names.ONE_THREAD, 50, "MB/s");
        samples.add(Names.ONE_THREAD, 100, "MB/s");
        samples.add(Names.TWO_THREADS, 190, "MB/s");
        samples.add(Names.TWO_THREADS_CPU, 2, "");
        for (SlowText kind : SlowText.values()) {
            samples.add(Names.worst(kind.text()), kind.ordinal() + 1, "CPU ms");
            samples.add(Names.doubling(kind.text()), 2, "");
        }
        return samples;
    }
}
