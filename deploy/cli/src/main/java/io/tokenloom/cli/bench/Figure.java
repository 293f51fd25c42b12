package io.tokenloom.cli.bench;

import java.util.Objects;

/**
 * One measured number.
 *
 * @param name what was measured, unique in its benchmark
 * @param value the number as measured, not rounded
 * @param unit its unit, such as {@code MB/s} or {@code ms}; empty for a ratio or a count
 */
public record Figure(String name, double value, String unit) {
    /** Checks that it is a number. */
    public Figure {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(unit, "unit");
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("figure \"" + name + "\" is " + value + ", which is no measurement");
        }
    }
}
