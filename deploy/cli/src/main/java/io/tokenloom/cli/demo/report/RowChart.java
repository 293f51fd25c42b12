package io.tokenloom.cli.demo.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * A bar across for each series, with a second one within it where there is one, laid out for an SVG. Immutable.
 *
 * @param label what it shows, for those who don't see it
 * @param height of the drawing
 * @param rows one for each series
 */
public record RowChart(String label, int height, List<Row> rows) {
    /** Width of the drawing. */
    public static final int WIDTH = 480;

    private static final int ROW = 20;
    private static final double LEFT = 8;
    private static final double GAP = 6;
    private static final double LONGEST = WIDTH - 160.0;

    /**
     * One row.
     *
     * @param y upper edge
     * @param colour 1 to 8, that of the series
     * @param width width of the bar
     * @param second width of the bar within; empty if there is none
     * @param end where the value stands, behind the longer bar
     * @param text the value
     * @param title what a pointer on it tells
     */
    public record Row(int y, int colour, String width, String second, String end, String text, String title) {}

    /**
     * A value, before it is laid out.
     *
     * @param second the value within; NaN if there is none
     */
    record Value(String title, int colour, double value, double second) {}

    /** Copies. */
    public RowChart {
        rows = List.copyOf(rows);
    }

    /** Lays values out. */
    static RowChart of(String label, List<Value> values, DoubleFunction<String> text) {
        double highest = values.stream()
                .mapToDouble(
                        value -> Double.isNaN(value.second()) ? value.value() : Math.max(value.value(), value.second()))
                .max()
                .orElse(0);
        double scale = highest > 0 ? LONGEST / highest : 0;
        List<Row> rows = new ArrayList<>();
        for (Value value : values) {
            boolean two = !Double.isNaN(value.second());
            rows.add(new Row(
                    rows.size() * ROW,
                    value.colour(),
                    number(Math.max(1, value.value() * scale)),
                    two ? number(Math.max(1, value.second() * scale)) : "",
                    number(LEFT + GAP + scale * (two ? Math.max(value.value(), value.second()) : value.value())),
                    text.apply(value.value()) + (two ? " / " + text.apply(value.second()) : ""),
                    value.title()));
        }
        return new RowChart(label, Math.max(1, rows.size()) * ROW, rows);
    }

    private static String number(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate);
    }

    /** Width for the template. */
    public int width() {
        return WIDTH;
    }

    /** Left edge of bars. */
    public String left() {
        return number(LEFT);
    }
}
