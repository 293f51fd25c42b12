package io.tokenloom.cli.demo.report;

import io.tokenloom.record.IdDistribution;
import io.tokenloom.record.TokenStatistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/**
 * The charts of some windows of statistics: the series with most tokens, each in a colour of its own.
 *
 * @param series what the colours stand for, the first colour first
 * @param ranks how often ids came over their ranks; empty where no window has two ids
 * @param growth different ids over tokens; empty where no window is long enough
 * @param rows a chart for each measure that any series has
 */
public record MeasureCharts(
        List<Key> series, Optional<LineChart> ranks, Optional<LineChart> growth, List<RowChart> rows) {
    /** As many as there are colours. */
    private static final int MOST_SERIES = 8;

    /** Where the curve of different ids begins. */
    private static final int FIRST_GROWTH = 1024;

    /**
     * What a colour stands for.
     *
     * @param colour 1 to 8
     * @param name the series
     * @param window when it was, and how much
     */
    public record Key(int colour, String name, String window) {}

    /** Copies. */
    public MeasureCharts {
        series = List.copyOf(series);
        rows = List.copyOf(rows);
    }

    /** The charts; empty where there is no window with ids. */
    static Optional<MeasureCharts> of(List<MeasuredSeries> windows) {
        List<MeasuredSeries> shown = windows.stream()
                .filter(series -> series.window().getDistribution() != null)
                .sorted(Comparator.comparingLong(
                        (MeasuredSeries series) -> -series.window().getTokens()))
                .limit(MOST_SERIES)
                .toList();
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        List<Key> keys = new ArrayList<>();
        for (MeasuredSeries series : shown) {
            keys.add(new Key(keys.size() + 1, series.name(), window(series.window())));
        }
        return Optional.of(new MeasureCharts(keys, ranks(shown), growth(shown), rows(shown)));
    }

    private static String window(TokenStatistics window) {
        return String.format(
                Locale.ROOT,
                "%,d tokens of %,d items, %s to %s",
                window.getTokens(),
                window.getItems(),
                window.getWindowStart(),
                window.getWindowEnd());
    }

    private static Optional<LineChart> ranks(List<MeasuredSeries> shown) {
        return curves("How often ids came over their rank, both logarithmic", shown, 1, IdDistribution::getFrequencies);
    }

    private static Optional<LineChart> growth(List<MeasuredSeries> shown) {
        return curves("Different ids over tokens, both logarithmic", shown, FIRST_GROWTH, IdDistribution::getGrowth);
    }

    /**
     * A curve of its own colour for each series; one that is too short has no points and is left out.
     *
     * @param first where its first number stands; each next one stands twice as far
     */
    private static Optional<LineChart> curves(
            String label,
            List<MeasuredSeries> shown,
            int first,
            Function<IdDistribution, List<? extends Number>> numbers) {
        List<LineChart.Curve> curves = new ArrayList<>();
        for (MeasuredSeries series : shown) {
            List<? extends Number> of = numbers.apply(series.window().getDistribution());
            List<LineChart.Point> points = new ArrayList<>();
            for (int i = 0; i < of.size(); i++) {
                points.add(new LineChart.Point(first * Math.pow(2, i), of.get(i).doubleValue()));
            }
            curves.add(new LineChart.Curve(series.name(), points));
        }
        return curves.stream().anyMatch(curve -> curve.points().size() > 1)
                ? Optional.of(LineChart.of(label, curves))
                : Optional.empty();
    }

    private static List<RowChart> rows(List<MeasuredSeries> shown) {
        List<RowChart> charts = new ArrayList<>();
        add(
                charts,
                shown,
                "Entropy, and where the token before is known, bits per token",
                window -> OptionalDouble.of(window.getDistribution().getEntropy()),
                window -> window.getBigrams() == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(window.getBigrams().getConditionalEntropy()),
                MeasureCharts::two);
        add(
                charts,
                shown,
                "Unigram bits per byte of text",
                window -> window.getSourceBytes() == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(window.getSourceBytes().getUnigramBitsPerByte()),
                none(),
                MeasureCharts::two);
        add(
                charts,
                shown,
                "Share of the vocabulary that was used",
                window -> window.getDistribution().getVocabulary() == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(
                                window.getDistribution().getVocabulary().getCodebookUsage()),
                none(),
                share -> String.format(Locale.ROOT, "%.2f %%", 100 * share));
        add(
                charts,
                shown,
                "Exponent of Zipf's law",
                number(IdDistribution::getZipfExponent),
                none(),
                MeasureCharts::two);
        add(
                charts,
                shown,
                "Exponent of Heaps' law",
                number(IdDistribution::getHeapsExponent),
                none(),
                MeasureCharts::two);
        return charts;
    }

    private static Function<TokenStatistics, OptionalDouble> number(Function<IdDistribution, Double> measure) {
        return window -> {
            Double number = measure.apply(window.getDistribution());
            return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
        };
    }

    private static Function<TokenStatistics, OptionalDouble> none() {
        return window -> OptionalDouble.empty();
    }

    private static void add(
            List<RowChart> charts,
            List<MeasuredSeries> shown,
            String label,
            Function<TokenStatistics, OptionalDouble> measure,
            Function<TokenStatistics, OptionalDouble> within,
            DoubleFunction<String> text) {
        List<RowChart.Value> values = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            TokenStatistics window = shown.get(i).window();
            OptionalDouble value = measure.apply(window);
            if (value.isPresent()) {
                values.add(new RowChart.Value(
                        shown.get(i).name(),
                        i + 1,
                        value.getAsDouble(),
                        within.apply(window).orElse(Double.NaN)));
            }
        }
        if (!values.isEmpty()) {
            charts.add(RowChart.of(label, values, text));
        }
    }

    private static String two(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
