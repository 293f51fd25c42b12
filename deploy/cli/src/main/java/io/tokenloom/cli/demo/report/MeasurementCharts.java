package io.tokenloom.cli.demo.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The charts of one measurement. */
final class MeasurementCharts {
    private static final int MAX_BARS = 48;
    private static final double MEGABYTE = 1_000_000;

    private MeasurementCharts() {}

    /** Source records a second: bars as their outcomes became visible, steps as they were sent. */
    static BarChart records(Rates rates) {
        List<RatePoint> points = merged(rates);
        double span = spanSeconds(rates, points);
        return BarChart.of(
                "Records per second over time",
                points.stream()
                        .map(point -> new BarChart.Span(
                                point.second(),
                                point.second() + span,
                                point.doneRecords() / span,
                                point.sentRecords() / span))
                        .toList(),
                true,
                MeasurementCharts::seconds,
                MeasurementCharts::short2);
    }

    /** Megabytes a second, in the same manner. */
    static BarChart megabytes(Rates rates) {
        List<RatePoint> points = merged(rates);
        double span = spanSeconds(rates, points);
        return BarChart.of(
                "Megabytes per second over time",
                points.stream()
                        .map(point -> new BarChart.Span(
                                point.second(),
                                point.second() + span,
                                point.doneBytes() / MEGABYTE / span,
                                point.sentBytes() / MEGABYTE / span))
                        .toList(),
                true,
                MeasurementCharts::seconds,
                MeasurementCharts::short2);
    }

    /** How many records took how long. */
    static BarChart latency(Latency latency) {
        return BarChart.of(
                "Records by end-to-end latency",
                latency.buckets().stream()
                        .map(bucket -> new BarChart.Span(bucket.from() / 1000, bucket.to() / 1000, bucket.records(), 0))
                        .toList(),
                false,
                MeasurementCharts::seconds,
                MeasurementCharts::short2);
    }

    /** A long run has more points than a page has room for bars. */
    private static List<RatePoint> merged(Rates rates) {
        int group = group(rates.points().size());
        List<RatePoint> merged = new ArrayList<>();
        for (int i = 0; i < rates.points().size(); i += group) {
            merged.add(
                    rates.points().subList(i, Math.min(i + group, rates.points().size())).stream()
                            .reduce(RatePoint::plus)
                            .orElseThrow());
        }
        return merged;
    }

    private static int group(int points) {
        return Math.max(1, (points + MAX_BARS - 1) / MAX_BARS);
    }

    private static double spanSeconds(Rates rates, List<RatePoint> merged) {
        return rates.spanSeconds()
                * (merged.isEmpty() ? 1 : group(rates.points().size()));
    }

    private static String seconds(double seconds) {
        return trimmed(String.format(Locale.ROOT, "%.2f", seconds)) + " s";
    }

    private static String short2(double value) {
        if (value >= 10_000) {
            return trimmed(String.format(Locale.ROOT, "%.1f", value / 1000)) + "k";
        }
        return value >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : trimmed(String.format(Locale.ROOT, "%.2f", value));
    }

    private static String trimmed(String decimal) {
        return decimal.replaceFirst("\\.?0+$", "");
    }
}
