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
import java.util.stream.Stream;

/** The Archive job in a process of its own, which has Flink on its class path. */
final class ArchiveProcess {
    private static final String MAIN = "io.tokenloom.jobs.archive.LocalArchiveMain";

    /** Two tasks, of whose writers each may hold eight files of up to a row group and a half, or a shard of 64 MiB. */
    private static final String HEAP = "-Xmx1g";

    private static final List<String> OPENED = List.of(
            "java.lang", "java.lang.reflect", "java.net", "java.nio", "java.time", "java.util", "java.util.concurrent");

    private ArchiveProcess() {}

    /**
     * Runs the job to its end; whoever ends this process ends it too.
     *
     * @param archives content of the archives file
     * @return an {@link ExitCode}
     */
    static int run(String archives, Path connections, boolean follow, CommitWatch watch, PrintWriter err)
            throws IOException {
        Path folder = Files.createTempDirectory("tokenloom-archive");
        Path file = Files.writeString(folder.resolve("archives.yaml"), archives);
        Path log = folder.resolve("archive.log");
        Path messages = folder.resolve("messages.txt");
        Process process = new ProcessBuilder(command(file, connections, follow, log, folder))
                .redirectErrorStream(true)
                .redirectOutput(messages.toFile())
                .start();
        Thread end = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(end);
        try {
            watch.until(process);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        } finally {
            process.destroyForcibly();
            Runtime.getRuntime().removeShutdownHook(end);
        }
        int status = process.exitValue();
        if (status == 0) {
            delete(folder);
            return ExitCode.OK;
        }
        try (Stream<String> lines = Files.lines(messages)) {
            lines.filter(line -> !line.isBlank() && !line.startsWith("WARNING:"))
                    .forEach(line -> err.println("tokenloom: " + line));
        }
        err.println("tokenloom: the log is " + log);
        err.flush();
        return status == ExitCode.USAGE || status == ExitCode.UNREACHABLE ? status : ExitCode.FAILED;
    }

    private static List<String> command(Path file, Path connections, boolean follow, Path log, Path scratch) {
        Path distribution = Distribution.folder();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.io.tmpdir=" + scratch,
                "-Dlog4j2.configurationFile="
                        + distribution.resolve("conf/log4j2.properties").toUri(),
                "-Dtokenloom.log=" + log));
        OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        command.add("-cp");
        command.add(distribution.resolve("lib/flink") + File.separator + "*" + File.pathSeparator
                + distribution.resolve("lib/shared") + File.separator + "*");
        command.addAll(List.of(
                MAIN, file.toString(), connections.toAbsolutePath().toString(), follow ? "follow" : "until-end"));
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
