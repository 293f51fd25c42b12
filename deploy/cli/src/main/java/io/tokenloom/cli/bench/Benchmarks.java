package io.tokenloom.cli.bench;

import java.util.List;
import java.util.stream.Collectors;

/** All benchmarks, in the order of the help. */
final class Benchmarks {
    private Benchmarks() {}

    /** Fresh ones: their options are fields. */
    static List<Benchmark> all() {
        return List.of();
    }

    /** One line each: name and description. */
    static String list() {
        return all().stream()
                .map(benchmark -> String.format("  %-10s %s", benchmark.name(), benchmark.description()))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
