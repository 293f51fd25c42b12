package io.tokenloom.cli.bench.archive;

import io.tokenloom.cli.bench.Figure;
import io.tokenloom.cli.bench.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Collects what was measured of each text, and the means that the goals speak of. Not thread-safe. */
final class ArchiveFigures {
    private static final String SIZE = "logs, compact size as a part of zstd -19's (geometric mean)";
    private static final String WRITING = "logs, compact writing of ids (geometric mean)";
    private static final String READING = "logs, compact reading of ids (geometric mean)";
    private static final String RATE = "MB/s";

    private final List<Log> logs = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();

    /** What counts of a log: size as a part of zstd's, rates of ids. */
    private record Log(double size, double writing, double reading) {}

    static List<Goal> goals() {
        return List.of(Goal.atMost(SIZE, 0.5), Goal.atLeast(WRITING, 20), Goal.atLeast(READING, 50));
    }

    /** Size and rates of a packing. */
    void packing(String text, String packing, double size, double writing, double reading) {
        size(text, packing, size);
        figures.add(new Figure(text + ", " + packing + ", writing", writing, RATE));
        figures.add(new Figure(text + ", " + packing + ", reading", reading, RATE));
    }

    /** Size alone: bytes for each byte of text. */
    void size(String text, String packing, double size) {
        figures.add(new Figure(text + ", " + packing + ", size", size, "B/B"));
    }

    /** A ratio of a text. */
    void ratio(String text, String name, double value) {
        figures.add(new Figure(text + ", " + name, value, ""));
    }

    /** What the goals want to know of a log. */
    void log(double size, double writing, double reading) {
        logs.add(new Log(size, writing, reading));
    }

    /** Those of the goals first. */
    List<Figure> all() {
        List<Figure> all = new ArrayList<>();
        all.add(new Figure(SIZE, mean(Log::size), ""));
        all.add(new Figure(WRITING, mean(Log::writing), RATE));
        all.add(new Figure(READING, mean(Log::reading), RATE));
        all.addAll(figures);
        return all;
    }

    private double mean(ToDoubleFunction<Log> value) {
        return Math.exp(logs.stream()
                .mapToDouble(log -> Math.log(value.applyAsDouble(log)))
                .average()
                .orElseThrow());
    }
}
