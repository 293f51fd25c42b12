package io.tokenloom.cli.demo.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * Bars over a number axis, laid out for an SVG of {@link #WIDTH} by {@link #HEIGHT}. Immutable.
 *
 * @param label what it shows, for those who don't see it
 * @param bars the bars
 * @param steps a second series as an SVG polyline's points; empty if there is none
 * @param rows horizontal grid lines
 * @param columns marks on the axis below
 */
public record BarChart(String label, List<Bar> bars, String steps, List<Mark> rows, List<Mark> columns) {
    /** Width of the drawing. */
    public static final int WIDTH = 480;

    /** Height of the drawing. */
    public static final int HEIGHT = 190;

    private static final double LEFT = 52;
    private static final double RIGHT = WIDTH - 20.0;
    private static final double TOP = 10;
    private static final double BOTTOM = HEIGHT - 24.0;
    private static final int ROWS = 4;
    private static final int COLUMNS = 6;

    /**
     * One bar.
     *
     * @param title what a pointer on it tells
     */
    public record Bar(String x, String y, String width, String height, String title) {}

    /** A mark on an axis. */
    public record Mark(String at, String text) {}

    /**
     * A value over a span of the axis.
     *
     * @param from start of the span
     * @param to end of the span
     * @param value height of its bar
     * @param second height of the second series
     */
    record Span(double from, double to, double value, double second) {}

    /** Copies. */
    public BarChart {
        bars = List.copyOf(bars);
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
    }

    /** Width for the template. */
    public int width() {
        return WIDTH;
    }

    /** Height for the template. */
    public int height() {
        return HEIGHT;
    }

    /** Left edge of the plot. */
    public String left() {
        return number(LEFT);
    }

    /** Right edge of the plot. */
    public String right() {
        return number(RIGHT);
    }

    /** Foot of the plot. */
    public String bottom() {
        return number(BOTTOM);
    }

    /** Lays spans out; they must be in order and not be empty. */
    static BarChart of(
            String label,
            List<Span> spans,
            boolean second,
            DoubleFunction<String> axis,
            DoubleFunction<String> amount) {
        double first = spans.get(0).from();
        double last = spans.get(spans.size() - 1).to();
        double highest = spans.stream()
                .mapToDouble(span -> second ? Math.max(span.value(), span.second()) : span.value())
                .max()
                .orElse(0);
        double rowStep = roundStep(highest / ROWS);
        double top = rowStep * Math.max(1, Math.ceil(highest / rowStep));
        Scale across = new Scale(first, last, LEFT, RIGHT);
        Scale up = new Scale(0, top, BOTTOM, TOP);
        List<Bar> bars = new ArrayList<>();
        StringBuilder steps = new StringBuilder();
        for (Span span : spans) {
            double x = across.at(span.from());
            double width = Math.max(0.8, across.at(span.to()) - x - 0.8);
            double y = up.at(span.value());
            if (span.value() > 0) {
                bars.add(new Bar(
                        number(x),
                        number(y),
                        number(width),
                        number(BOTTOM - y),
                        axis.apply(span.from()) + " to " + axis.apply(span.to()) + ": " + amount.apply(span.value())));
            }
            if (second) {
                String height = number(up.at(span.second()));
                steps.append(number(x)).append(',').append(height).append(' ');
                steps.append(number(across.at(span.to())))
                        .append(',')
                        .append(height)
                        .append(' ');
            }
        }
        return new BarChart(
                label,
                bars,
                steps.toString().trim(),
                marks(0, top, rowStep, up, amount),
                marks(first, last, roundStep((last - first) / COLUMNS), across, axis));
    }

    private static List<Mark> marks(double from, double to, double step, Scale scale, DoubleFunction<String> text) {
        List<Mark> marks = new ArrayList<>();
        for (double at = Math.ceil(from / step) * step; at <= to + step / 1000; at += step) {
            marks.add(new Mark(number(scale.at(at)), text.apply(at)));
        }
        return marks;
    }

    /** The next of 1, 2, 5, 10, 20, 50 and so on. */
    static double roundStep(double atLeast) {
        if (atLeast <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        for (int factor : new int[] {1, 2, 5}) {
            if (factor * power >= atLeast) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static String number(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate);
    }

    /** A line through two points. */
    private record Scale(double from, double to, double start, double end) {
        double at(double value) {
            return to == from ? start : start + (value - from) / (to - from) * (end - start);
        }
    }
}
