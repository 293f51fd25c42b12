package io.tokenloom.standalone.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.standalone.HomeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewestSnapshotTest {
    private HomeFolder home;
    private NewestSnapshot snapshots;

    @BeforeEach
    void folders(@TempDir Path folder) {
        home = new HomeFolder(folder);
        snapshots = new NewestSnapshot(home);
    }

    @Test
    void findsNothingInAFreshHome() throws IOException {
        assertThat(snapshots.find()).isEmpty();
        snapshots.deleteIncomplete();
    }

    @Test
    void takesTheHighestNumberAndNotTheLatestTime() throws IOException {
        complete(checkpoint(9), 2_000);
        Path newest = complete(checkpoint(10), 1_000);

        assertThat(snapshots.find()).contains(newest);
    }

    @Test
    void passesOverAHalfWrittenAndAHalfDeletedCheckpoint() throws IOException {
        Path complete = complete(checkpoint(7), 1_000);
        Path halfDeleted = Files.createDirectories(checkpoint(6));
        Path halfWritten = Files.createDirectories(checkpoint(8));
        Files.writeString(halfWritten.resolve("5f2c"), "state of one task");

        assertThat(snapshots.find()).contains(complete);

        snapshots.deleteIncomplete();

        assertThat(halfDeleted).doesNotExist();
        assertThat(halfWritten).doesNotExist();
        assertThat(complete.resolve("_metadata")).exists();
    }

    @Test
    void leavesFoldersAloneThatAreNoCheckpoints() throws IOException {
        Path shared = Files.createDirectories(checkpoint(1).resolveSibling("shared"));

        snapshots.deleteIncomplete();

        assertThat(shared).exists();
    }

    @Test
    void takesASavepointOnlyIfItIsNewer() throws IOException {
        Path checkpoint = complete(checkpoint(3), 2_000);
        complete(home.savepoints().resolve("savepoint-746f6b-1"), 1_000);
        assertThat(snapshots.find()).contains(checkpoint);

        Path newer = complete(home.savepoints().resolve("savepoint-746f6b-0"), 3_000);
        assertThat(snapshots.find()).contains(newer);
    }

    private Path checkpoint(long number) {
        return home.checkpoints().resolve(HomeFolder.JOB_ID).resolve("chk-" + number);
    }

    private static Path complete(Path snapshot, long millis) throws IOException {
        Files.createDirectories(snapshot);
        Path metadata = Files.writeString(snapshot.resolve("_metadata"), "metadata");
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(millis));
        return snapshot;
    }
}
