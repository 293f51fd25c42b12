package io.tokenloom.cli.text;

import io.tokenloom.cli.CommandException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where a text comes from, and how much of it counts. */
final class TextOptions {
    @Parameters(
            paramLabel = "TEXT",
            arity = "0..*",
            description =
                    "The text; several arguments are joined by spaces. Without any it is read from standard input.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Read the text, UTF-8, from this file.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--up-to",
            paramLabel = "N",
            description = "Only the first N tokens; says where in the text they end.")
    private Optional<Long> upTo = Optional.empty();

    /** Picocli makes it. */
    TextOptions() {}

    /**
     * A text, open for reading.
     *
     * @param name for messages
     * @param bytes UTF-8, if it is what it should be
     */
    record Source(String name, InputStream bytes) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }

    /** @throws CommandException "usage" if it is not to be had */
    Source open() {
        if (file.isPresent() && !words.isEmpty()) {
            throw CommandException.usage("--file and TEXT both say what the text is; leave one of them out");
        }
        if (file.isPresent()) {
            return new Source(file.get().toString(), stream(file.get()));
        }
        if (words.isEmpty()) {
            return new Source("standard input", System.in);
        }
        byte[] text = String.join(" ", words).getBytes(StandardCharsets.UTF_8);
        return new Source("the text", new ByteArrayInputStream(text));
    }

    private static InputStream stream(Path file) {
        if (!Files.exists(file)) {
            throw CommandException.usage("there is no file " + file + "; a text itself goes without --file");
        }
        if (Files.isDirectory(file)) {
            throw CommandException.usage(file + " is a folder; name one file, or pipe the text in");
        }
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw CommandException.usage(file + " can't be read: " + e, e);
        }
    }

    /** The most tokens that are wanted, if there is a limit. */
    Optional<Long> upTo() {
        upTo.filter(limit -> limit < 1).ifPresent(limit -> {
            throw CommandException.usage("--up-to is " + limit + "; at least 1 is needed");
        });
        return upTo;
    }
}
