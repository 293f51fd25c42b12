package io.tokenloom.cli.bench.visual;

import io.tokenloom.cli.bench.Benchmark;
import io.tokenloom.cli.bench.Figure;
import io.tokenloom.cli.bench.Goal;
import io.tokenloom.cli.bench.race.Films;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** {@code tokenloom bench visual}; the package tells the method. */
public final class VisualBenchmark implements Benchmark {
    private static final double WANTED_RATIO = 0.95;
    private static final double WANTED_FLATNESS = 0.9;
    private static final int FRAME_WIDTH = 320;
    private static final int FRAME_HEIGHT = 240;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description = "How often everything is measured, route and bare loop in turn (default: ${DEFAULT-VALUE}).",
            defaultValue = "3")
    private int pairs;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "About how long the frames of one run take the bare loop (default: ${DEFAULT-VALUE}).",
            defaultValue = "10")
    private int seconds;

    @Option(
            names = "--quick",
            description = "Measure as little as shows that everything works; the figures then say little."
                    + " --pairs and --seconds have no effect.")
    private boolean quick;

    /** For the list of benchmarks. */
    public VisualBenchmark() {}

    @Override
    public String name() {
        return "visual";
    }

    @Override
    public String description() {
        return "The frames route against a bare ONNX Runtime loop: batches, 10,000 keys, restart, threads.";
    }

    @Override
    public List<Goal> goals() {
        return Stream.concat(
                        StreamScaling.STREAMS.stream()
                                .map(streams -> Goal.atLeast(StreamScaling.ratio(streams), WANTED_RATIO)),
                        Stream.of(
                                Goal.atLeast(KeyScaling.FLAT, WANTED_FLATNESS), Goal.atLeast(ThreadScaling.CHOICE, 1)))
                .toList();
    }

    @Override
    public List<Figure> run(Consumer<String> progress) throws IOException, InterruptedException {
        Extent extent = quick ? Extent.quick() : Extent.full(pairs, seconds);
        Films films = Films.draw(FRAME_WIDTH, FRAME_HEIGHT);
        List<Figure> figures = new ArrayList<>();
        figures.addAll(new StreamScaling(films, extent, progress).run());
        figures.addAll(new KeyScaling(extent, progress).run());
        int processors = Runtime.getRuntime().availableProcessors();
        figures.addAll(new ThreadScaling(films, extent, processors, progress).run());
        return figures;
    }
}
