package io.tokenloom.cli.bench;

import io.tokenloom.cli.bench.archive.ArchiveBenchmark;
import io.tokenloom.cli.bench.kill.ArchiveKillBenchmark;
import io.tokenloom.cli.bench.kill.KillBenchmark;
import io.tokenloom.cli.bench.pipeline.ArchiveJobBenchmark;
import io.tokenloom.cli.bench.pipeline.PipelineBenchmark;
import io.tokenloom.cli.bench.quality.QualityBenchmark;
import io.tokenloom.cli.bench.sequences.SequenceKillBenchmark;
import io.tokenloom.cli.bench.sequences.StreamsBenchmark;
import io.tokenloom.cli.bench.text.TextBenchmark;
import io.tokenloom.cli.bench.visual.VisualBenchmark;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** All benchmarks, in the order of the help. */
final class Benchmarks {
    private Benchmarks() {}

    /** Fresh ones: their options are fields. */
    static List<Benchmark> all() {
        return List.of(
                new TextBenchmark(),
                new PipelineBenchmark(),
                new ArchiveJobBenchmark(),
                new VisualBenchmark(),
                new QualityBenchmark(),
                new ArchiveBenchmark(),
                new KillBenchmark(),
                new ArchiveKillBenchmark(),
                new StreamsBenchmark(),
                new SequenceKillBenchmark());
    }

    /** One line each: name and description. */
    static String list() {
        return all().stream()
                .map(benchmark -> String.format(Locale.ROOT, "  %-14s %s", benchmark.name(), benchmark.description()))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
