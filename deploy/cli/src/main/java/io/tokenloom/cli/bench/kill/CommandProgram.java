package io.tokenloom.cli.bench.kill;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.Tokenloom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The tokenloom command as a process of its own, the way a person starts it.
 *
 * @param start what starts it, before its arguments
 */
public record CommandProgram(List<String> start) {
    private static final String ROOT_PROPERTY = "tokenloom.root";

    /** Copies. */
    public CommandProgram {
        start = List.copyOf(start);
    }

    /** The program that runs now: same Java, same class path. */
    public static CommandProgram ofThisProcess() {
        return of(System.getProperty("java.class.path"), Path.of(System.getProperty(ROOT_PROPERTY, ".")));
    }

    /**
     * The program of a class path, with the options of the script {@code ./tokenloom}.
     *
     * @param root the folder that the script lies in
     */
    public static CommandProgram of(String classPath, Path root) {
        return new CommandProgram(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-D" + ROOT_PROPERTY + "=" + root,
                "-cp",
                classPath,
                Tokenloom.class.getName()));
    }

    /** Starts it; what it prints is added to {@code output}. */
    public Process start(Path output, List<String> arguments) {
        List<String> command = new ArrayList<>(start);
        command.addAll(arguments);
        try {
            Files.createDirectories(output.getParent());
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
        } catch (IOException e) {
            throw CommandException.failed("the command can't be started again as a process (" + e + ")", e);
        }
    }

    /**
     * Runs it to its end and returns its exit status.
     *
     * @throws CommandException "failed" if it takes longer than {@code limit}; it is killed then
     */
    public int run(Path output, Duration limit, List<String> arguments) {
        return await(start(output, arguments), output, limit);
    }

    /** As {@link #run}, for one that was started. */
    public static int await(Process process, Path output, Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            throw CommandException.failed("a command did not end within " + limit.toSeconds() + " s; see " + output);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw CommandException.failed("interrupted", e);
        }
    }
}
