package io.tokenloom.archive.commit;

import io.tokenloom.archive.ArchiveFormat;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that lie among an archive's and do not count: a process was killed between two moves. Who reads folders would take
 * them for data.
 */
public final class Remains {
    private static final Logger LOG = LoggerFactory.getLogger(Remains.class);

    private Remains() {}

    /** Which there are. */
    public static List<Path> find(ArchiveFolder folder, ArchiveFormat format, ArchiveLog log) throws IOException {
        Set<Path> known = new HashSet<>();
        for (ArchiveFile file : log.files()) {
            format.suffixes().forEach(suffix -> known.add(Publisher.part(folder.base(file), suffix)));
        }
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder.path(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                return visited.getFileName().toString().startsWith("_")
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                boolean ofFormat = format.suffixes().stream()
                        .anyMatch(suffix -> file.getFileName().toString().endsWith(suffix));
                if (ofFormat && !known.contains(file)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    /** Puts them aside. For who knows that nobody will publish them: a job that starts without state. */
    public static void clear(ArchiveFolder folder, ArchiveFormat format) throws IOException {
        FileChannel lock = folder.lock();
        try {
            clear(folder, format, ArchiveLog.read(folder));
        } finally {
            lock.close();
        }
    }

    static void clear(ArchiveFolder folder, ArchiveFormat format, ArchiveLog log) throws IOException {
        List<Path> found = find(folder, format, log);
        if (found.isEmpty()) {
            return;
        }
        LOG.warn(
                "{} files in {} were never committed; they go to {}.",
                found.size(),
                folder.path(),
                folder.superseded());
        Set<String> datasets = new HashSet<>();
        found.forEach(file -> datasets.add(
                folder.path().relativize(file.getParent()).toString().replace('\\', '/')));
        Publisher.index(folder, format, log, datasets);
        for (Path file : found) {
            Path aside = folder.superseded()
                    .resolve("uncommitted")
                    .resolve(folder.path().relativize(file));
            Files.createDirectories(aside.getParent());
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
