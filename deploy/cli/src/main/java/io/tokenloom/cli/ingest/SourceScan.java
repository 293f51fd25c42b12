package io.tokenloom.cli.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the PATH arguments hold, folders sorted by source id.
 *
 * @param files sources to send, in order, each id once
 * @param unreadable what can't be read and why, by path as the user would name it
 */
record SourceScan(List<SourceFile> files, Map<String, String> unreadable) {
    /** Source id of standard input. */
    static final String STANDARD_INPUT_ID = "stdin";

    /** Looks through the arguments; {@code -} is standard input. */
    static SourceScan of(List<String> paths, Optional<SourceForm> form, InputStream standardInput) {
        Map<String, SourceFile> files = new LinkedHashMap<>();
        Map<String, String> unreadable = new LinkedHashMap<>();
        for (String path : paths) {
            if (path.equals("-")) {
                SourceContent content = new StreamContent(standardInput);
                files.putIfAbsent(
                        STANDARD_INPUT_ID, new SourceFile(STANDARD_INPUT_ID, form.orElse(SourceForm.LINES), content));
                continue;
            }
            List<Path> found = new ArrayList<>();
            Path root = Path.of(path).toAbsolutePath().normalize();
            collect(root, path, found, unreadable);
            found.stream()
                    .map(file -> sourceOf(idOf(root, file), file, form))
                    .sorted(Comparator.comparing(SourceFile::id))
                    .forEach(source -> files.putIfAbsent(source.id(), source));
        }
        return new SourceScan(List.copyOf(files.values()), unreadable);
    }

    static String idOf(Path root, Path file) {
        Path parent = root.getParent();
        Path relative = parent == null ? root.relativize(file) : parent.relativize(file);
        return relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
    }

    static SourceFile sourceOf(String id, Path file, Optional<SourceForm> form) {
        return new SourceFile(id, form.orElseGet(() -> SourceForm.of(file)), new SourceContent.OfFile(file));
    }

    private static void collect(Path root, String named, List<Path> found, Map<String, String> unreadable) {
        try {
            // The argument itself may be a link; inside a folder a link to a folder could lead round in a circle.
            Path start = Files.isDirectory(root) ? root.toRealPath() : root;
            Files.walkFileTree(start, new Collector(start, root, named, found, unreadable));
        } catch (IOException e) {
            unreadable.put(named, reason(e));
        }
    }

    /** Why a file can't be read, without a stack trace. */
    static String reason(IOException e) {
        if (e instanceof java.nio.file.NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "no right to read it";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static final class Collector extends SimpleFileVisitor<Path> {
        private final Path start;
        private final Path root;
        private final String named;
        private final List<Path> found;
        private final Map<String, String> unreadable;

        Collector(Path start, Path root, String named, List<Path> found, Map<String, String> unreadable) {
            this.start = start;
            this.root = root;
            this.named = named;
            this.found = found;
            this.unreadable = unreadable;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() || Files.isRegularFile(file)) {
                found.add(root.resolve(start.relativize(file)));
            } else if (attributes.isSymbolicLink()) {
                unreadable.put(
                        nameOf(file),
                        Files.exists(file)
                                ? "it is a link to a folder; name that folder as a PATH of its own"
                                : "it is a link to nothing");
            } else {
                unreadable.put(nameOf(file), "it is neither a file nor a folder; pipe it in with -");
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            unreadable.put(nameOf(file), reason(e));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException e) {
            if (e != null) {
                unreadable.put(nameOf(folder), reason(e));
            }
            return FileVisitResult.CONTINUE;
        }

        private String nameOf(Path file) {
            String below = start.relativize(file).toString();
            return below.isEmpty() ? named : Path.of(named).resolve(below).toString();
        }
    }
}
