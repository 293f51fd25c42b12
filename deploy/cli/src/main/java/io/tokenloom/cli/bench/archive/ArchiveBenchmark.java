package io.tokenloom.cli.bench.archive;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.bench.Benchmark;
import io.tokenloom.cli.bench.Figure;
import io.tokenloom.cli.bench.Goal;
import io.tokenloom.cli.bench.race.Samples;
import io.tokenloom.cli.bench.text.MeasuringProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** {@code tokenloom bench archive}; the package tells the method. */
public final class ArchiveBenchmark implements Benchmark {
    @Option(
            names = "--logs",
            paramLabel = "DIR",
            description = "Logs to measure with, each file by itself (default: the logs of the demo).")
    private Optional<Path> logs = Optional.empty();

    @Option(
            names = "--texts",
            paramLabel = "DIR",
            description = "Prose and code to measure beside the logs, each file by itself (default: none).")
    private Optional<Path> texts = Optional.empty();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Processor time for each rate (default: ${DEFAULT-VALUE}).",
            defaultValue = "0.5")
    private double seconds;

    /** For the list of benchmarks. */
    public ArchiveBenchmark() {}

    @Override
    public String name() {
        return "archive";
    }

    @Override
    public String description() {
        return "Compact archives of token ids against gzip, zstd and xz: sizes and rates on logs, prose and code.";
    }

    @Override
    public List<Goal> goals() {
        return ArchiveFigures.goals();
    }

    @Override
    public List<Figure> run(Consumer<String> progress) throws IOException, InterruptedException {
        if (!(seconds >= 0)) {
            throw CommandException.usage("--seconds is at least 0");
        }
        // What is wrong with the folders is said before a process starts.
        MeasuredText.all(logs, texts, progress);
        Samples samples = new Samples();
        new MeasuringProcess(samples, progress)
                .run(
                        List.of(),
                        ArchiveMeasuring.class,
                        List.of(argument(logs), argument(texts), Double.toString(seconds)));
        Claims.lines().forEach(progress);
        return samples.figures();
    }

    private static String argument(Optional<Path> folder) {
        return folder.map(path -> path.toAbsolutePath().toString()).orElse(ArchiveMeasuring.NO_FOLDER);
    }
}
