package io.tokenloom.cli.bench;

import java.util.List;
import java.util.Objects;

/**
 * What a figure should reach.
 *
 * @param name name of the figure
 * @param bound which side of the limit is good
 * @param limit the limit itself is good
 */
public record Goal(String name, Bound bound, double limit) {
    /** Which side of a limit is good. */
    public enum Bound {
        /** More is better. */
        AT_LEAST,
        /** Less is better. */
        AT_MOST
    }

    /** Checks that all is there. */
    public Goal {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(bound, "bound");
    }

    /** More is better. */
    public static Goal atLeast(String name, double limit) {
        return new Goal(name, Bound.AT_LEAST, limit);
    }

    /** Less is better. */
    public static Goal atMost(String name, double limit) {
        return new Goal(name, Bound.AT_MOST, limit);
    }

    /**
     * Whether the figure of this name reaches the limit.
     *
     * @throws IllegalArgumentException if there is none: a benchmark that forgot to measure
     */
    public Verdict judge(List<Figure> figures) {
        double value = figures.stream()
                .filter(figure -> figure.name().equals(name))
                .mapToDouble(Figure::value)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no figure \"" + name + "\" was measured"));
        boolean met =
                switch (bound) {
                    case AT_LEAST -> value >= limit;
                    case AT_MOST -> value <= limit;
                };
        return new Verdict(name, text(), value, met);
    }

    private String text() {
        String side =
                switch (bound) {
                    case AT_LEAST -> "at least ";
                    case AT_MOST -> "at most ";
                };
        return side + Amount.of(limit);
    }
}
