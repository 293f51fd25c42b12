package io.tokenloom.cli.bench.visual;

import io.tokenloom.cli.bench.Figure;
import io.tokenloom.cli.bench.race.Median;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured several times, by name. Not thread-safe. */
final class Samples {
    private final Map<String, List<Double>> values = new LinkedHashMap<>();
    private final Map<String, String> units = new LinkedHashMap<>();

    void add(String name, double value, String unit) {
        values.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
        units.put(name, unit);
    }

    /** The middle of what was added by this name; of at least one. */
    double median(String name) {
        return Median.of(values.get(name));
    }

    /** The middle of each, in the order in which the names came. */
    List<Figure> figures() {
        return values.keySet().stream()
                .map(name -> new Figure(name, median(name), units.get(name)))
                .toList();
    }
}
