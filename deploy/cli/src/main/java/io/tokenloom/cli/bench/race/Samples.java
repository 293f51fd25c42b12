package io.tokenloom.cli.bench.race;

import io.tokenloom.cli.bench.Figure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured several times, by name. Not thread-safe. */
public final class Samples {
    private static final double PERCENT = 100;

    private final Map<String, List<Double>> values = new LinkedHashMap<>();
    private final Map<String, String> units = new LinkedHashMap<>();

    /** None so far. */
    public Samples() {}

    /** One more of this name. */
    public void add(String name, double value, String unit) {
        values.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
        units.put(name, unit);
    }

    /** The names, in the order in which they came. */
    public List<String> names() {
        return List.copyOf(values.keySet());
    }

    /** The middle of what was added by this name; of at least one. */
    public double median(String name) {
        return Median.of(values.get(name));
    }

    /** The smallest of what was added by this name; of at least one. */
    public double smallest(String name) {
        return Collections.min(values.get(name));
    }

    /** The largest of what was added by this name; of at least one. */
    public double largest(String name) {
        return Collections.max(values.get(name));
    }

    /** From the smallest to the largest, in percent of the middle. */
    public double spreadPercent(String name) {
        return PERCENT * (largest(name) - smallest(name)) / median(name);
    }

    /** The middle of each, in the order in which the names came. */
    public List<Figure> figures() {
        return values.keySet().stream()
                .map(name -> new Figure(name, median(name), units.get(name)))
                .toList();
    }
}
