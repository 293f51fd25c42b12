package io.tokenloom.cli.bench.text;

import io.tokenloom.cli.bench.Figure;
import io.tokenloom.cli.bench.Goal;
import io.tokenloom.cli.bench.race.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What the engine should reach, and the figures that say whether it does. */
final class TextGoals {
    private static final String WORST = "slowest MiB";
    private static final String DOUBLING = "twice as much of it / once, the largest";
    private static final String LOAD = "load, the slowest vocabulary";
    private static final String SCALING = "two threads / one";
    private static final String ALL_TEXTS = "all texts";
    private static final List<String> OTHERS = List.of(Engines.JTOKKIT, Engines.JNI);

    private TextGoals() {}

    /** Ours to another engine: the geometric mean of some texts. */
    private record Ratio(Vocabulary vocabulary, String group, Shape shape, String state, Mode mode, String engine) {
        String name() {
            return name(group);
        }

        String name(String group) {
            return Names.ratio(Names.subject(vocabulary, group, shape, state), mode, engine);
        }

        double of(Samples samples, List<String> groups) {
            double[] logarithms = groups.stream()
                    .mapToDouble(group -> Math.log(samples.median(name(group))))
                    .toArray();
            return Math.exp(Arrays.stream(logarithms).average().orElseThrow());
        }
    }

    private record Wanted(Ratio ratio, double limit) {}

    private static List<Wanted> ratios() {
        return List.of(
                wanted(Vocabulary.O200K, Shape.PAGES, Names.WARM, Mode.VECTOR, Engines.JTOKKIT, 30),
                wanted(Vocabulary.O200K, Shape.PAGES, Names.WARM, Mode.VECTOR, Engines.JNI, 150),
                wanted(Vocabulary.O200K, Shape.PAGES, Names.WARM, Mode.PLAIN, Engines.JTOKKIT, 15),
                wanted(Vocabulary.CL100K, Shape.PAGES, Names.WARM, Mode.VECTOR, Engines.JTOKKIT, 20),
                wanted(Vocabulary.CL100K, Shape.PAGES, Names.WARM, Mode.PLAIN, Engines.JTOKKIT, 10),
                wanted(Vocabulary.O200K, Shape.PAGES, Names.COLD, Mode.VECTOR, Engines.JTOKKIT, 10),
                wanted(Vocabulary.O200K, Shape.MESSAGES, Names.WARM, Mode.VECTOR, Engines.JTOKKIT, 12));
    }

    private static final double MULTILINGUAL_LIMIT = 25;

    private static Wanted wanted(
            Vocabulary vocabulary, Shape shape, String state, Mode mode, String engine, double limit) {
        return new Wanted(new Ratio(vocabulary, ALL_TEXTS, shape, state, mode, engine), limit);
    }

    private static Ratio multilingual() {
        return new Ratio(
                Vocabulary.O200K, TextGroup.MULTILINGUAL, Shape.PAGES, Names.WARM, Mode.VECTOR, Engines.JTOKKIT);
    }

    /** All goals that the texts allow: one is for texts in many languages. */
    static List<Goal> all(List<String> groups) {
        List<Goal> goals = new ArrayList<>();
        OTHERS.forEach(engine -> goals.add(Goal.atMost(Names.disagreement(engine), 0)));
        ratios().forEach(wanted -> goals.add(Goal.atLeast(wanted.ratio().name(), wanted.limit())));
        if (groups.contains(TextGroup.MULTILINGUAL)) {
            goals.add(Goal.atLeast(multilingual().name(), MULTILINGUAL_LIMIT));
        }
        goals.add(Goal.atLeast(SCALING, 1.8));
        goals.add(Goal.atMost(WORST, 50));
        goals.add(Goal.atMost(DOUBLING, 2.3));
        goals.add(Goal.atMost(LOAD, 300));
        return goals;
    }

    /** The figures of the goals, then all that was measured: middles, and of ratios the spread. */
    static List<Figure> figures(Samples samples, List<String> groups) {
        List<Figure> figures = new ArrayList<>();
        OTHERS.stream()
                .map(Names::disagreement)
                .forEach(name -> figures.add(new Figure(name, samples.largest(name), "")));
        ratios().forEach(wanted ->
                figures.add(new Figure(wanted.ratio().name(), wanted.ratio().of(samples, groups), "")));
        // What the machine does besides can only make it slower, so the fastest of each are compared.
        figures.add(new Figure(SCALING, samples.largest(Names.TWO_THREADS) / samples.largest(Names.ONE_THREAD), ""));
        figures.add(new Figure(WORST, largest(samples, Names::worst), "CPU ms"));
        figures.add(new Figure(DOUBLING, largest(samples, Names::doubling), ""));
        figures.add(new Figure(
                LOAD,
                Arrays.stream(Vocabulary.values())
                        .mapToDouble(vocabulary -> samples.median(Names.load(vocabulary)))
                        .max()
                        .orElseThrow(),
                "ms"));
        Set<String> there = figures.stream().map(Figure::name).collect(Collectors.toSet());
        for (Figure figure : samples.figures()) {
            if (there.contains(figure.name())) {
                continue;
            }
            figures.add(figure);
            if (Names.isRatio(figure.name())) {
                figures.add(new Figure(figure.name() + ", spread", samples.spreadPercent(figure.name()), "%"));
            }
        }
        return figures;
    }

    private static double largest(Samples samples, UnaryOperator<String> name) {
        return Arrays.stream(SlowText.values())
                .mapToDouble(kind -> samples.median(name.apply(kind.text())))
                .max()
                .orElseThrow();
    }
}
