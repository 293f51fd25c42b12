package io.tokenloom.cli.bench.sequences;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.platform.Distribution;
import io.tokenloom.standalone.supervisor.ChildMain;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The process of Kafka Streams apps, as it is started on any machine.
 *
 * @param apps apps file
 * @param connections connections file
 * @param state folder of state stores
 * @param output what it prints is added to this file
 */
public record AppsProgram(Path apps, Path connections, Path state, Path output) {
    private static final String MAIN = "io.tokenloom.streams.apps.AppsMain";

    /** Starts it. */
    public Process start() {
        Path distribution = Distribution.folder();
        String classPath = distribution.resolve("lib/supervisor") + File.separator + "*" + File.pathSeparator
                + distribution.resolve("lib/apps") + File.separator + "*" + File.pathSeparator
                + distribution.resolve("lib/shared") + File.separator + "*";
        try {
            Files.createDirectories(state);
            return new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx384m",
                            "-XX:+UseSerialGC",
                            "-cp",
                            classPath,
                            // Ends with this process, however that ends.
                            ChildMain.class.getName(),
                            MAIN,
                            "--apps",
                            apps.toString(),
                            "--connections",
                            connections.toString(),
                            "--state",
                            state.toString(),
                            "--http",
                            "127.0.0.1:0",
                            "--instance",
                            "one",
                            "--provision"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
        } catch (IOException e) {
            throw CommandException.failed("the apps can't be started as a process (" + e + ")", e);
        }
    }
}
