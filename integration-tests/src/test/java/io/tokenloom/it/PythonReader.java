package io.tokenloom.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The Python reader of {@code deploy/python}, installed into an environment of its own under {@code target}. Where there is
 * no Python, or pip can't fetch what the reader needs, tests that need it are skipped and say so.
 */
final class PythonReader {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final Pattern VERSION = Pattern.compile("Python 3\\.([0-9]+)\\..*", Pattern.DOTALL);
    private static final int OLDEST_MINOR = 9;

    private static CompletableFuture<PythonReader> installation;

    private final Path python;
    private final Path source;

    private PythonReader(Path python, Path source) {
        this.python = python;
        this.source = source;
    }

    /** Why there is none. */
    private static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missing(String why) {
            super(why);
        }
    }

    /** Begins to install it, once for all tests, while they do something else. */
    static synchronized CompletableFuture<PythonReader> begin() {
        if (installation == null) {
            installation = CompletableFuture.supplyAsync(PythonReader::install).whenComplete((installed, failure) -> {
                if (failure != null && failure.getCause() instanceof Missing missing) {
                    // Reports keep the reason; people look at the console.
                    System.out.println("Python reader not tested: " + missing.getMessage());
                }
            });
        }
        return installation;
    }

    /** The installed reader; skips the test that asks where it can't be had. */
    static PythonReader orSkip() {
        try {
            return begin().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Missing missing) {
                return Assumptions.abort(missing.getMessage());
            }
            throw e;
        }
    }

    private static PythonReader install() {
        Path folder = Path.of("target", "python-reader").toAbsolutePath();
        try {
            Files.createDirectories(folder);
            // Another process of tests may be at it; who comes second finds what the first one has installed.
            try (FileChannel file =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // Until the file is closed.
                file.lock();
                return install(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PythonReader install(Path folder) throws IOException {
        Path written = Assembled.root().resolve("deploy").resolve("python");
        Path source = folder.resolve("source");
        Path python = folder.resolve("venv").resolve("bin").resolve("python");
        Path installed = folder.resolve("installed");
        String content = digest(written);
        if (Files.exists(installed) && Files.readString(installed).equals(content)) {
            return new PythonReader(python, source);
        }
        copy(written, source);
        if (!Files.exists(python)) {
            require(
                    run(
                            source,
                            List.of(
                                    found(),
                                    "-m",
                                    "venv",
                                    folder.resolve("venv").toString())),
                    "python3 -m venv");
        }
        require(
                run(
                        source,
                        List.of(python.toString(), "-m", "pip", "install", "-q", "--retries", "1", ".[tokenizers]")),
                "pip install");
        Files.writeString(installed, content);
        return new PythonReader(python, source);
    }

    /** Of all files that are copied. */
    private static String digest(Path written) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Path file : files(written)) {
            all.writeBytes(written.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
            all.writeBytes(Files.readAllBytes(file));
        }
        return Digest.hex(all.toByteArray());
    }

    private static List<Path> files(Path written) {
        try (Stream<Path> files = Stream.of("pyproject.toml", "README.md", "tokenloom", "tests")
                .flatMap(name -> walk(written.resolve(name)))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".pyc"))
                    .sorted()
                    .toList();
        }
    }

    /** Building a package leaves files beside it, and some may be here from somebody else's. */
    private static void copy(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            try (Stream<Path> earlier = Files.walk(to)) {
                for (Path file : earlier.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        for (Path file : files(from)) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.write(target, Files.readAllBytes(file));
        }
    }

    private static Stream<Path> walk(Path folder) {
        try {
            return Files.walk(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String found() {
        Output version;
        try {
            version = run(Path.of(""), List.of("python3", "--version"));
        } catch (IOException e) {
            throw new Missing("there is no python3 on the PATH");
        }
        Matcher matcher = VERSION.matcher(version.text());
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < OLDEST_MINOR) {
            throw new Missing("python3 is \"" + version.text().strip() + "\", and Python 3." + OLDEST_MINOR
                    + " or later is needed");
        }
        return "python3";
    }

    private static void require(Output output, String what) {
        if (output.status() != 0) {
            // Behind an error pip tells more of it.
            List<String> lines =
                    output.text().lines().filter(line -> !line.isBlank()).toList();
            String why = lines.stream()
                    .filter(line -> line.stripLeading().startsWith("ERROR"))
                    .findFirst()
                    .orElse(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
            throw new Missing(what + " failed: " + why.strip());
        }
    }

    /**
     * What a program printed.
     *
     * @param status exit status
     * @param text all that it printed
     */
    record Output(int status, String text) {}

    /** Runs Python with the reader, in the folder of its source. */
    Output run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(python.toString()));
        command.addAll(List.of(arguments));
        return run(source, command);
    }

    private static Output run(Path folder, List<String> command) throws IOException {
        Path printed = Files.createTempFile("python", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return new Output(-1, command + " did not end within " + LIMIT.toSeconds() + " s");
            }
            return new Output(process.exitValue(), Files.readString(printed, StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            Files.delete(printed);
        }
    }
}
