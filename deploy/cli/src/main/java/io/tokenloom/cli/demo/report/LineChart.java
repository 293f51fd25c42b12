package io.tokenloom.cli.demo.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lines over two logarithmic axes, laid out for an SVG of {@link #WIDTH} by {@link #HEIGHT}. Immutable.
 *
 * @param label what it shows, for those who don't see it
 * @param lines the lines
 * @param rows horizontal grid lines, at powers of ten
 * @param columns marks on the axis below, at powers of two
 */
public record LineChart(String label, List<Line> lines, List<BarChart.Mark> rows, List<BarChart.Mark> columns) {
    /** Width of the drawing. */
    public static final int WIDTH = 480;

    /** Height of the drawing. */
    public static final int HEIGHT = 240;

    private static final double LEFT = 52;
    private static final double RIGHT = WIDTH - 20.0;
    private static final double TOP = 10;
    private static final double BOTTOM = HEIGHT - 24.0;

    /** Colours that the page has. */
    private static final int COLOURS = 8;

    private static final int COLUMNS = 6;

    /**
     * One line.
     *
     * @param points as an SVG polyline has them
     * @param title what a pointer on it tells
     * @param colour 1 to 8
     */
    public record Line(String points, String title, int colour) {}

    /** A point, before it is laid out; both over 0. */
    record Point(double x, double y) {}

    /** Points of a line, in order. */
    record Curve(String title, List<Point> points) {}

    /** Copies. */
    public LineChart {
        lines = List.copyOf(lines);
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
    }

    /** Lays curves out; at least one, each of one point or more. */
    static LineChart of(String label, List<Curve> curves) {
        double first = extreme(curves, -1, Axis.X);
        double last = extreme(curves, 1, Axis.X);
        double bottom = Math.pow(10, Math.floor(Math.log10(extreme(curves, -1, Axis.Y))));
        double top = Math.pow(10, Math.ceil(Math.log10(extreme(curves, 1, Axis.Y))));
        LogScale across = new LogScale(first, Math.max(last, first * 2), LEFT, RIGHT);
        LogScale up = new LogScale(bottom, Math.max(top, bottom * 10), BOTTOM, TOP);
        List<Line> lines = new ArrayList<>();
        for (Curve curve : curves) {
            StringBuilder points = new StringBuilder();
            for (Point point : curve.points()) {
                points.append(number(across.at(point.x())))
                        .append(',')
                        .append(number(up.at(point.y())))
                        .append(' ');
            }
            lines.add(new Line(points.toString().trim(), curve.title(), lines.size() % COLOURS + 1));
        }
        return new LineChart(label, lines, marks(up, 10), marks(across, columnFactor(across)));
    }

    private enum Axis {
        X,
        Y;

        double of(Point point) {
            return this == X ? point.x() : point.y();
        }
    }

    private static double extreme(List<Curve> curves, int sign, Axis axis) {
        return sign
                * curves.stream()
                        .flatMap(curve -> curve.points().stream())
                        .mapToDouble(point -> sign * axis.of(point))
                        .max()
                        .orElseThrow();
    }

    private static double columnFactor(LogScale scale) {
        double doublings = Math.log(scale.to() / scale.from()) / Math.log(2);
        return Math.pow(2, Math.max(1, Math.ceil(doublings / COLUMNS)));
    }

    private static List<BarChart.Mark> marks(LogScale scale, double factor) {
        List<BarChart.Mark> marks = new ArrayList<>();
        for (double at = scale.from(); at <= scale.to() * 1.0001; at *= factor) {
            marks.add(new BarChart.Mark(number(scale.at(at)), amount(at)));
        }
        return marks;
    }

    private static String amount(double number) {
        return number >= 1_000_000
                ? String.format(Locale.ROOT, "%.0fM", number / 1_000_000)
                : number >= 10_000
                        ? String.format(Locale.ROOT, "%.0fk", number / 1000)
                        : String.format(Locale.ROOT, "%.0f", number);
    }

    private static String number(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate);
    }

    /** A line through two points, over the logarithm. */
    private record LogScale(double from, double to, double start, double end) {
        double at(double value) {
            return start + Math.log(value / from) / Math.log(to / from) * (end - start);
        }
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
}
