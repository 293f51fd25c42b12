package io.tokenloom.cli.demo.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Sequences as bars of their context length, one below the other, laid out for an SVG. Immutable.
 *
 * @param height of the drawing
 * @param rows a row for each sequence
 */
public record SequencesChart(int height, List<Row> rows) {
    /** Width of the drawing. */
    public static final int WIDTH = 1040;

    private static final double LEFT = 150;
    private static final double LENGTH = WIDTH - LEFT - 6;
    private static final int ROW = 18;
    private static final int BAR = 12;

    /** An id alone would be too narrow to see. */
    private static final double NARROWEST = 0.8;

    /** A browser has to hold them all. */
    private static final int MOST_PIECES = 8000;

    /**
     * One sequence.
     *
     * @param name its id
     * @param y upper edge of its bar
     * @param pieces what stands there
     * @param borders where documents begin
     */
    public record Row(String name, int y, List<Piece> pieces, List<String> borders) {
        /** Copies. */
        public Row {
            pieces = List.copyOf(pieces);
            borders = List.copyOf(borders);
        }

        /** Foot of the bar. */
        public int foot() {
            return y + BAR;
        }
    }

    /**
     * A piece of a bar.
     *
     * @param x left edge
     * @param width width
     * @param kind {@code text}, {@code visual}, {@code framing} or {@code empty}
     * @param title what a pointer on it tells
     */
    public record Piece(String x, String width, String kind, String title) {}

    /** Copies. */
    public SequencesChart {
        rows = List.copyOf(rows);
    }

    /** Lays bars out, as many as a page can take. */
    static SequencesChart of(List<SequenceBar> bars) {
        List<Row> rows = new ArrayList<>();
        int pieces = 0;
        for (SequenceBar bar : bars) {
            pieces += bar.stretches().size() + bar.documents().size();
            if (pieces > MOST_PIECES && !rows.isEmpty()) {
                break;
            }
            rows.add(row(bar, rows.size() * ROW + 2));
        }
        return new SequencesChart(rows.size() * ROW + 2, rows);
    }

    private static Row row(SequenceBar bar, int y) {
        List<Piece> pieces = new ArrayList<>();
        int end = 0;
        for (SequenceBar.Stretch stretch : bar.stretches()) {
            pieces.add(piece(bar, stretch.from(), stretch.to(), stretch.kind().name(), stretch.what()));
            end = stretch.to();
        }
        if (end < bar.contextLength()) {
            pieces.add(0, piece(bar, end, bar.contextLength(), "EMPTY", "empty"));
        }
        return new Row(
                bar.sequenceId(),
                y,
                pieces,
                bar.documents().stream().map(offset -> number(x(bar, offset))).toList());
    }

    private static Piece piece(SequenceBar bar, int from, int to, String kind, String what) {
        double x = x(bar, from);
        return new Piece(
                number(x),
                number(Math.max(NARROWEST, x(bar, to) - x)),
                kind.toLowerCase(Locale.ROOT),
                String.format(Locale.ROOT, "%s, ids %,d to %,d", what, from, to - 1));
    }

    private static double x(SequenceBar bar, int id) {
        return LEFT + LENGTH * id / bar.contextLength();
    }

    private static String number(double coordinate) {
        return String.format(Locale.ROOT, "%.2f", coordinate);
    }

    /** Width for the template. */
    public int width() {
        return WIDTH;
    }

    /** Right edge of names. */
    public String left() {
        return number(LEFT - 8);
    }

    /** Height of a bar. */
    public int bar() {
        return BAR;
    }
}
