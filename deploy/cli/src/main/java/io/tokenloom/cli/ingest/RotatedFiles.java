package io.tokenloom.cli.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files beside a log that hold what it held before.
 *
 * @param log the log
 */
record RotatedFiles(Path log) {
    private record Dated(Path file, FileTime modified) {}

    /**
     * The file that what was sent is in now: the one of that key, else any that begins with the same bytes. Empty if
     * nothing was sent, or it is gone.
     */
    Optional<Path> holding(Progress sent) throws IOException {
        if (sent.bytes() == 0) {
            return Optional.empty();
        }
        List<Path> candidates = new ArrayList<>(candidates());
        candidates.sort(Comparator.comparing(file -> !sent.fileKey().equals(keyOf(file))));
        for (Path file : candidates) {
            if (begins(file, sent)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** The file of this key, if it holds what was sent. */
    Optional<Path> moved(Progress sent) throws IOException {
        Optional<Path> file = ofKey(sent.fileKey());
        return file.isPresent() && begins(file.get(), sent) ? file : Optional.empty();
    }

    /** The file of this key, whatever it holds. */
    Optional<Path> ofKey(String fileKey) throws IOException {
        return fileKey.isEmpty()
                ? Optional.empty()
                : candidates().stream()
                        .filter(file -> fileKey.equals(keyOf(file)))
                        .findFirst();
    }

    /** Whether a file has the log's name with a number, which no other log would be called. */
    boolean numbered(Path file) {
        return RotatedName.live(file.getFileName().toString())
                .filter(log.getFileName().toString()::equals)
                .isPresent();
    }

    /** What was rotated after this file, oldest first, without the file of the key, which is being read. */
    List<Path> after(Path file, String readKey) throws IOException {
        FileTime since = Files.getLastModifiedTime(file);
        List<Dated> found = new ArrayList<>();
        for (Path candidate : candidates()) {
            FileTime modified = Files.getLastModifiedTime(candidate);
            boolean read = !readKey.isEmpty() && readKey.equals(keyOf(candidate));
            if (numbered(candidate) && !read && !candidate.equals(file) && modified.compareTo(since) > 0) {
                found.add(new Dated(candidate, modified));
            }
        }
        return found.stream()
                .sorted(Comparator.comparing(Dated::modified))
                .map(Dated::file)
                .toList();
    }

    private List<Path> candidates() throws IOException {
        String name = log.getFileName().toString();
        try (Stream<Path> beside = Files.list(log.getParent())) {
            return beside.filter(file -> RotatedName.mayBe(file.getFileName().toString(), name))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }

    private static boolean begins(Path file, Progress sent) throws IOException {
        if (Files.size(file) < sent.bytes()) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return SourcePosition.after(sent, in).isPresent();
        } catch (NoSuchFileException e) {
            // Rotated on meanwhile; the next look finds it under its new name.
            return false;
        }
    }

    private static String keyOf(Path file) {
        try {
            return OpenLog.fileKey(file);
        } catch (IOException e) {
            return "";
        }
    }
}
