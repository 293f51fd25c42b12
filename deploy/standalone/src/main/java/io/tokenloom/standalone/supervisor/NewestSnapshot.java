package io.tokenloom.standalone.supervisor;

import io.tokenloom.standalone.HomeFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the job must continue from: its newest complete checkpoint, or a savepoint that is newer. Complete means that
 * the metadata file is there: Flink moves it into place last and deletes it first.
 *
 * <p>Never an older one than that: transactions of the newest are committed, and would be written again.
 */
record NewestSnapshot(HomeFolder home) {
    private static final String CHECKPOINT = "chk-";

    Optional<Path> find() throws IOException {
        Optional<Path> checkpoint = checkpoints().stream()
                .filter(NewestSnapshot::isComplete)
                // Numbers, not times: checkpoints of one job are counted on over restarts.
                .max(Comparator.comparingLong(NewestSnapshot::number));
        Optional<Path> savepoint = folders(home.savepoints(), "savepoint-*").stream()
                .filter(NewestSnapshot::isComplete)
                .max(Comparator.comparing(NewestSnapshot::completed));
        if (checkpoint.isPresent() && savepoint.isPresent()) {
            return completed(savepoint.get()).compareTo(completed(checkpoint.get())) > 0 ? savepoint : checkpoint;
        }
        return checkpoint.or(() -> savepoint);
    }

    /**
     * Deletes checkpoints that a killed JobManager left half written or half deleted. The next one would write into
     * the same folders and never clean them. Only while neither Flink process of an earlier life runs.
     */
    void deleteIncomplete() throws IOException {
        for (Path checkpoint : checkpoints()) {
            if (!isComplete(checkpoint)) {
                FolderTree.delete(checkpoint);
            }
        }
    }

    private List<Path> checkpoints() throws IOException {
        return folders(home.checkpoints().resolve(HomeFolder.JOB_ID), CHECKPOINT + "[0-9]*");
    }

    private static List<Path> folders(Path parent, String pattern) throws IOException {
        List<Path> folders = new ArrayList<>();
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, pattern)) {
                found.forEach(folders::add);
            }
        }
        return folders;
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring(CHECKPOINT.length()));
    }

    private static boolean isComplete(Path snapshot) {
        return Files.exists(metadata(snapshot));
    }

    private static Path metadata(Path snapshot) {
        return snapshot.resolve("_metadata");
    }

    private static FileTime completed(Path snapshot) {
        try {
            return Files.getLastModifiedTime(metadata(snapshot));
        } catch (IOException e) {
            // Deleted while we looked: older than anything that is still there.
            return FileTime.fromMillis(0);
        }
    }
}
