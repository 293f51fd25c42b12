package io.tokenloom.cli.bench.quality;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A temporary folder in which programs run, one at a time; it goes with this. For one thread. */
final class Workbench implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;
    private static final int SAID_BYTES = 300;

    private final Path folder;
    private final Path log;

    Workbench() throws IOException {
        folder = Files.createTempDirectory("tokenloom-quality-");
        folder.toFile().deleteOnExit();
        log = file("log");
    }

    /** A file in it. */
    Path file(String name) {
        Path file = folder.resolve(name);
        // For the end of a process that is interrupted from the keyboard.
        file.toFile().deleteOnExit();
        return file;
    }

    /**
     * Runs a program to its end.
     *
     * @throws ProgramFailure if it can't be started, fails, or takes more than a minute
     */
    void run(Path program, List<String> options) throws IOException, InterruptedException, ProgramFailure {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(options);
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new ProgramFailure(program + " can't be started (" + e.getMessage() + ")");
        }
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new ProgramFailure(program + " takes more than " + PATIENCE_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new ProgramFailure(
                        String.join(" ", command) + " ends with status " + process.exitValue() + ": " + said());
            }
        } finally {
            process.destroyForcibly();
        }
    }

    /** The beginning of what the last program said. */
    String said() throws IOException {
        try (InputStream in = Files.newInputStream(log)) {
            return new String(in.readNBytes(SAID_BYTES), StandardCharsets.UTF_8).strip();
        }
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
