package io.tokenloom.cli.bench.text;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.bench.race.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts processes that measure, one at a time, and collects what they find. Not thread-safe. */
public final class MeasuringProcess {
    /** What Java says of a module that is an incubator; nobody needs to read it here. */
    private static final String INCUBATOR_NOTICE = "WARNING: Using incubator modules";

    private static final int LAST_LINES = 20;

    private final Samples samples;
    private final Consumer<String> progress;

    /**
     * @param samples gets what is found, as {@link Results} says it
     * @param progress takes all other lines
     */
    public MeasuringProcess(Samples samples, Consumer<String> progress) {
        this.samples = samples;
        this.progress = progress;
    }

    /**
     * Runs one to its end.
     *
     * @throws CommandException "failed" if it did not do all it should
     */
    void run(Mode mode, Measuring.Task task, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(task.name()));
        all.addAll(List.of(arguments));
        run(mode.options(), Measuring.class, all);
    }

    /**
     * Runs a main method to its end, in a Java that compiles code as servers do: the command itself does not.
     *
     * @param options of the Java virtual machine
     * @throws CommandException "failed" if it did not do all it should
     */
    public void run(List<String> options, Class<?> main, List<String> arguments)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(options, main, arguments))
                .redirectErrorStream(true)
                .start();
        try {
            Deque<String> last = read(process);
            int status = process.waitFor();
            if (status != 0) {
                throw CommandException.failed(
                        "a measuring process ended with status " + status + ":\n" + String.join("\n", last));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> command(List<String> options, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx2g");
        command.addAll(options);
        command.add("-D" + Measuring.ROOT_PROPERTY + "=" + System.getProperty(Measuring.ROOT_PROPERTY, "."));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return command;
    }

    /** Returns the last lines that are no numbers. */
    private Deque<String> read(Process process) throws IOException {
        Deque<String> last = new ArrayDeque<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<Results.Sample> found = Results.Sample.in(line);
                if (found.isPresent()) {
                    samples.add(
                            found.get().name(), found.get().value(), found.get().unit());
                } else if (!line.startsWith(INCUBATOR_NOTICE)) {
                    progress.accept(line);
                    last.add(line);
                    if (last.size() > LAST_LINES) {
                        last.remove();
                    }
                }
            }
        }
        return last;
    }
}
