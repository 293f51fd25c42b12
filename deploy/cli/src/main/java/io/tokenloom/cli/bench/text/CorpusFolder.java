package io.tokenloom.cli.bench.text;

import io.tokenloom.cli.CommandException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Texts of a folder: those of one subfolder are a kind, and each file that lies in the folder itself is one. */
final class CorpusFolder {
    private static final List<String> MULTILINGUAL_NAMES = List.of("multi", "languages");

    private CorpusFolder() {}

    /**
     * All of them, in the order of their names. Files that are not UTF-8 are left out.
     *
     * @throws CommandException "usage" if there is no text
     */
    static List<TextGroup> read(Path folder, Consumer<String> notices) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw CommandException.usage("--corpus " + folder + " is not a folder; name one with text files in it");
        }
        Map<String, ByteArrayOutputStream> kinds = new TreeMap<>();
        for (Path file : files(folder)) {
            byte[] content = beginning(file);
            if (isUtf8(content)) {
                ByteArrayOutputStream kind =
                        kinds.computeIfAbsent(kind(folder, file), absent -> new ByteArrayOutputStream());
                int room = TextGroup.MOST_BYTES - kind.size();
                kind.write(content, 0, content.length <= room ? content.length : Shape.characterStart(content, room));
            } else {
                notices.accept(file + " is not UTF-8 and is left out");
            }
        }
        List<TextGroup> groups = kinds.entrySet().stream()
                .filter(kind -> kind.getValue().size() > 0)
                .map(kind -> new TextGroup(
                        kind.getKey(), folder.toString(), kind.getValue().toByteArray()))
                .toList();
        if (groups.isEmpty()) {
            throw CommandException.usage("--corpus " + folder + " has no text in it; name a folder with UTF-8 files");
        }
        return groups;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String kind(Path folder, Path file) {
        Path relative = folder.relativize(file);
        String name = relative.getName(0).toString();
        int dot = name.lastIndexOf('.');
        String kind = relative.getNameCount() == 1 && dot > 0 ? name.substring(0, dot) : name;
        return MULTILINGUAL_NAMES.stream().anyMatch(kind::startsWith) ? TextGroup.MULTILINGUAL : kind;
    }

    /** Not cut within a character. */
    private static byte[] beginning(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(TextGroup.MOST_BYTES + 1);
            return content.length <= TextGroup.MOST_BYTES
                    ? content
                    : Arrays.copyOf(content, Shape.characterStart(content, TextGroup.MOST_BYTES));
        }
    }

    private static boolean isUtf8(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), content);
    }
}
