package io.tokenloom.cli.archive;

import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.platform.Distribution;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The Archive job in a process of its own, which has Flink on its class path. It ends when this process does. */
public final class ArchiveProcess {
    private static final String MAIN = "io.tokenloom.jobs.archive.LocalArchiveMain";
    private static final long PAUSE_MILLIS = 1_000;

    /** Two tasks, of whose writers each may hold four files: a row group and a half, a shard of 64 MiB, or two blocks. */
    private static final String HEAP = "-Xmx1g";

    private static final List<String> OPENED = List.of(
            "java.lang", "java.lang.reflect", "java.net", "java.nio", "java.time", "java.util", "java.util.concurrent");

    private final Path folder;
    private final Process process;

    private ArchiveProcess(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /**
     * Starts the job.
     *
     * @param archives content of the archives file
     * @param connections the connections file
     * @param follow whether it goes on behind the end of the topics
     */
    public static ArchiveProcess start(String archives, Path connections, boolean follow) throws IOException {
        Path folder = Files.createTempDirectory("tokenloom-archive");
        Path file = Files.writeString(folder.resolve("archives.yaml"), archives);
        Process process = new ProcessBuilder(command(file, connections, follow, folder))
                .redirectErrorStream(true)
                .redirectOutput(messages(folder).toFile())
                .start();
        return new ArchiveProcess(folder, process);
    }

    /**
     * Waits for its end, and tells what it has to say when it failed.
     *
     * @param watch is called now and then meanwhile
     * @return an {@link ExitCode}
     */
    public int await(Runnable watch, PrintWriter err) throws IOException {
        try {
            while (!process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                watch.run();
            }
            watch.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        } finally {
            process.destroyForcibly();
        }
        int status = process.exitValue();
        if (status == 0) {
            delete(folder);
            return ExitCode.OK;
        }
        try (Stream<String> lines = Files.lines(messages(folder))) {
            lines.filter(line -> !line.isBlank() && !line.startsWith("WARNING:"))
                    .forEach(line -> err.println("tokenloom: " + line));
        }
        err.println("tokenloom: the log is " + log(folder));
        err.flush();
        return status == ExitCode.USAGE || status == ExitCode.UNREACHABLE ? status : ExitCode.FAILED;
    }

    private static Path messages(Path folder) {
        return folder.resolve("messages.txt");
    }

    private static Path log(Path folder) {
        return folder.resolve("archive.log");
    }

    private static List<String> command(Path file, Path connections, boolean follow, Path folder) {
        return command(
                MAIN,
                folder,
                List.of(file.toString(), connections.toAbsolutePath().toString(), follow ? "follow" : "until-end"));
    }

    /**
     * The command line of a main class that has Flink and the jobs on its class path.
     *
     * @param folder for its log and what is temporary
     */
    public static List<String> command(String mainClass, Path folder, List<String> arguments) {
        Path distribution = Distribution.folder();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.io.tmpdir=" + folder,
                "-Dlog4j2.configurationFile="
                        + distribution.resolve("conf/log4j2.properties").toUri(),
                "-Dtokenloom.log=" + log(folder)));
        OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        command.add("-cp");
        command.add(distribution.resolve("lib/flink") + File.separator + "*" + File.pathSeparator
                + distribution.resolve("lib/shared") + File.separator + "*");
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
