package io.tokenloom.standalone.supervisor;

import io.tokenloom.standalone.HomeFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;

/**
 * Finds what the job must continue from: its newest complete checkpoint, or a savepoint that is newer. Complete means
 * that the metadata file is there: Flink moves it into place last.
 */
record NewestSnapshot(HomeFolder home) {
    private static final String CHECKPOINT = "chk-";

    Optional<Path> find() throws IOException {
        Optional<Path> checkpoint = newest(
                home.checkpoints().resolve(HomeFolder.JOB_ID),
                CHECKPOINT,
                // Numbers, not times: checkpoints of one job are counted on over restarts.
                Comparator.comparingLong(NewestSnapshot::number));
        Optional<Path> savepoint =
                newest(home.savepoints(), "savepoint-", Comparator.comparing(NewestSnapshot::completed));
        if (checkpoint.isPresent() && savepoint.isPresent()) {
            return completed(savepoint.get()).compareTo(completed(checkpoint.get())) > 0 ? savepoint : checkpoint;
        }
        return checkpoint.or(() -> savepoint);
    }

    private static Optional<Path> newest(Path folder, String prefix, Comparator<Path> order) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        Path best = null;
        try (DirectoryStream<Path> candidates = Files.newDirectoryStream(folder, prefix + "*")) {
            for (Path candidate : candidates) {
                if (Files.exists(metadata(candidate)) && (best == null || order.compare(candidate, best) > 0)) {
                    best = candidate;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring(CHECKPOINT.length()));
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
