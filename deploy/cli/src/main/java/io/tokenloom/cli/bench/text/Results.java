package io.tokenloom.cli.bench.text;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;

/** What a measuring process tells the one that started it: lines of text. Thread-safe as far as the stream is. */
public final class Results {
    private static final String MARK = "=";
    private static final String GAP = "\t";
    private static final int COLUMNS = 4;

    private final PrintStream out;

    /** @param out what the process that started this one reads */
    public Results(PrintStream out) {
        this.out = out;
    }

    /**
     * One measured number.
     *
     * @param unit empty for a ratio or a count
     */
    record Sample(String name, double value, String unit) {
        /** The number in a line, if one is in it. */
        static Optional<Sample> in(String line) {
            String[] columns = line.split(GAP, -1);
            return columns.length == COLUMNS && columns[0].equals(MARK)
                    ? Optional.of(new Sample(columns[1], Double.parseDouble(columns[2]), columns[3]))
                    : Optional.empty();
        }
    }

    /** A number. */
    public void sample(String name, double value, String unit) {
        out.println(String.join(GAP, MARK, name, Double.toString(value), unit));
    }

    /** A line for the person who waits. */
    public void tell(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }
}
