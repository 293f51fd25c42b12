package io.tokenloom.cli.bench.archive;

import io.tokenloom.cli.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A text to measure with. Immutable: nobody changes the array.
 *
 * @param name of its file
 * @param log whether the goals speak of it
 * @param utf8 well-formed
 */
record MeasuredText(String name, boolean log, byte[] utf8) {
    /** More of a file makes no difference to the figures but takes long: xz and zstd -19 are slow. */
    private static final int MOST_BYTES = 4 << 20;

    private static final int LEAST_BYTES = 1 << 14;
    private static final String DEMO = "/io/tokenloom/cli/demo/samples/logs/";
    private static final List<String> DEMO_LOGS =
            List.of("broker.log", "flink-jobmanager.log", "flink-taskmanager.log", "registry.log");

    /**
     * Logs of a folder or else those of the demo, and texts of another folder.
     *
     * @throws CommandException "usage" if a folder has none
     */
    static List<MeasuredText> all(Optional<Path> logs, Optional<Path> texts, Consumer<String> notices)
            throws IOException {
        List<MeasuredText> all = new ArrayList<>(logs.isPresent() ? ofFolder(logs.get(), true, notices) : ofDemo());
        if (texts.isPresent()) {
            all.addAll(ofFolder(texts.get(), false, notices));
        }
        return all;
    }

    /** The logs that every installation has: those of the demo. */
    private static List<MeasuredText> ofDemo() throws IOException {
        List<MeasuredText> texts = new ArrayList<>();
        for (String log : DEMO_LOGS) {
            try (InputStream file = MeasuredText.class.getResourceAsStream(DEMO + log)) {
                texts.add(new MeasuredText(log, true, file.readAllBytes()));
            }
        }
        return texts;
    }

    /**
     * The files of a folder in the order of their names, the first {@value #MOST_BYTES} bytes of each, cut behind a line. Left
     * out are those that are not UTF-8 and those of less than {@value #LEAST_BYTES} bytes.
     *
     * @throws CommandException "usage" if there is none
     */
    static List<MeasuredText> ofFolder(Path folder, boolean logs, Consumer<String> notices) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw CommandException.usage(folder + " is not a folder; name one with text files in it");
        }
        List<MeasuredText> texts = new ArrayList<>();
        for (Path file : files(folder)) {
            byte[] content = beginning(file);
            if (content.length >= LEAST_BYTES && isUtf8(content)) {
                texts.add(new MeasuredText(file.getFileName().toString(), logs, content));
            } else {
                notices.accept(file + " is small or not UTF-8 and is left out");
            }
        }
        if (texts.isEmpty()) {
            throw CommandException.usage(folder + " has no text in it; name a folder with UTF-8 files");
        }
        return texts;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static byte[] beginning(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MOST_BYTES);
            int end = content.length;
            while (content.length == MOST_BYTES && end > 0 && content[end - 1] != '\n') {
                end--;
            }
            return Arrays.copyOf(content, end);
        }
    }

    private static boolean isUtf8(byte[] content) {
        byte[] again = new String(content, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(again, content);
    }
}
