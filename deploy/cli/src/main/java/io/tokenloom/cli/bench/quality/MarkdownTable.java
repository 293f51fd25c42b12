package io.tokenloom.cli.bench.quality;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A table of a Markdown file. Not thread-safe. */
final class MarkdownTable {
    /** Where there is nothing. */
    static final String NOTHING = "-";

    private final StringBuilder text = new StringBuilder();

    MarkdownTable(String... headings) {
        row(headings);
        row(Arrays.stream(headings).map(heading -> "---").toArray(String[]::new));
    }

    MarkdownTable row(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
        return this;
    }

    MarkdownTable row(List<String> cells) {
        return row(cells.toArray(String[]::new));
    }

    /** A number with so many decimals. */
    static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** The same with its sign. */
    static String signed(double value, int decimals) {
        return String.format(Locale.ROOT, "%+." + decimals + "f", value);
    }

    static String number(OptionalDouble value, int decimals) {
        return value.isPresent() ? number(value.getAsDouble(), decimals) : NOTHING;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
