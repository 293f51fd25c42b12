package io.tokenloom.cli.bench;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * One measurement that can be repeated: {@code tokenloom bench NAME}. Its fields may carry picocli's {@code @Option}s,
 * which become options of the subcommand; {@code --json} and {@code --help} are there already.
 */
public interface Benchmark {
    /** Name of the subcommand: one lower-case word. */
    String name();

    /** What it measures, in one line. */
    String description();

    /** What the figures are judged by; at least one. Each goal speaks of the figure that has its name. */
    List<Goal> goals();

    /**
     * Measures. Whatever it starts, it stops.
     *
     * @param progress takes lines for the person who waits
     * @return in the order to show; holds one figure for each goal
     * @throws io.tokenloom.cli.CommandException if it could not measure
     */
    List<Figure> run(Consumer<String> progress) throws IOException, InterruptedException;
}
