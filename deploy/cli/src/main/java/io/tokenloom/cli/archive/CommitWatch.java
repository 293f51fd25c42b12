package io.tokenloom.cli.archive;

import io.tokenloom.archive.commit.ArchiveException;
import io.tokenloom.archive.commit.ArchiveFile;
import io.tokenloom.archive.commit.ArchiveFolder;
import io.tokenloom.archive.commit.ArchiveLog;
import io.tokenloom.archive.commit.Commit;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/** Tells of commits as they come. Not thread-safe. */
final class CommitWatch implements Runnable {
    private final ArchiveFolder folder;
    private final PrintWriter err;
    private long seen;

    CommitWatch(ArchiveFolder folder, PrintWriter err) throws IOException {
        this.folder = folder;
        this.err = err;
        this.seen = ArchiveLog.read(folder).last();
    }

    /** Tells of those that have come since it was last asked. */
    @Override
    public void run() {
        try {
            for (Commit commit : ArchiveLog.commitsAfter(folder, seen)) {
                seen = commit.id();
                err.printf(
                        Locale.ROOT,
                        "commit %d: %,d samples, %,d bytes in %d files%n",
                        commit.id(),
                        commit.files().stream().mapToLong(ArchiveFile::samples).sum(),
                        commit.files().stream().mapToLong(ArchiveFile::bytes).sum(),
                        commit.files().size());
            }
            err.flush();
        } catch (IOException | ArchiveException e) {
            // It is being written; what is wrong with it for good, the job tells.
            return;
        }
    }
}
