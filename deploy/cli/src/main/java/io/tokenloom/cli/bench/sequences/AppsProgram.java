package io.tokenloom.cli.bench.sequences;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.platform.Distribution;
import io.tokenloom.standalone.supervisor.ChildMain;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of Kafka Streams apps by itself, with the heap that the standalone platform gives its own.
 *
 * @param main class that runs them
 * @param arguments its options besides those below
 * @param connections connections file
 * @param state folder of state stores
 * @param output what it prints is added to this file
 */
record AppsProgram(String main, List<String> arguments, Path connections, Path state, Path output) {
    AppsProgram {
        arguments = List.copyOf(arguments);
    }

    /** Of an apps file. */
    static AppsProgram of(Path apps, Path connections, Path state, Path output) {
        return new AppsProgram(
                "io.tokenloom.streams.apps.AppsMain",
                List.of("--apps", apps.toString(), "--http", "127.0.0.1:0", "--instance", "one", "--provision"),
                connections,
                state,
                output);
    }

    /** Of one app that copies what a lane is given. */
    static AppsProgram copying(String application, AppsLane lane, Path connections, Path state, Path output) {
        List<String> arguments = new ArrayList<>(List.of(
                "--application",
                application,
                "--name",
                lane.app(),
                "--from",
                TokenizedDocuments.TEXTS + "," + TokenizedDocuments.PICTURES,
                "--to",
                lane.target(application),
                "--dead-letters",
                lane.deadLetters(application)));
        if (lane == AppsLane.REPARTITION) {
            arguments.add("--repartition");
        }
        return new AppsProgram("io.tokenloom.streams.apps.PassThroughMain", arguments, connections, state, output);
    }

    /** Starts it. */
    Process start() {
        Path distribution = Distribution.folder();
        String classPath = distribution.resolve("lib/supervisor") + File.separator + "*" + File.pathSeparator
                + distribution.resolve("lib/apps") + File.separator + "*" + File.pathSeparator
                + distribution.resolve("lib/shared") + File.separator + "*";
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                // Ends with this process, however that ends.
                ChildMain.class.getName(),
                main,
                "--connections",
                connections.toString(),
                "--state",
                state.toString()));
        command.addAll(arguments);
        try {
            Files.createDirectories(state);
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
        } catch (IOException e) {
            throw CommandException.failed("the apps can't be started as a process (" + e + ")", e);
        }
    }
}
