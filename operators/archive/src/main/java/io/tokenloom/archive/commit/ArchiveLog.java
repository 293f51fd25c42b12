package io.tokenloom.archive.commit;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What counts in an archive: a snapshot and the commits since. Immutable.
 *
 * @param snapshot what older commits came to
 * @param commits since, in their order
 */
public record ArchiveLog(Snapshot snapshot, List<Commit> commits) {
    private static final int ATTEMPTS = 3;

    /** Copies. */
    public ArchiveLog {
        commits = List.copyOf(commits);
    }

    /** Reads that of a folder. */
    public static ArchiveLog read(ArchiveFolder folder) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                Snapshot snapshot = snapshot(folder);
                ArchiveLog log = new ArchiveLog(snapshot, commitsAfter(folder, snapshot.through()));
                // A compaction may have put a snapshot in place of commits meanwhile.
                if (snapshot(folder).through() == snapshot.through()) {
                    return log;
                }
            } catch (NoSuchFileException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static Snapshot snapshot(ArchiveFolder folder) throws IOException {
        List<Path> snapshots = folder.snapshotFiles();
        return snapshots.isEmpty()
                ? Snapshot.NONE
                : ArchiveFolder.read(snapshots.get(snapshots.size() - 1), Snapshot.class);
    }

    /** Commits behind one that are there as files; no others are read. */
    public static List<Commit> commitsAfter(ArchiveFolder folder, long id) throws IOException {
        List<Commit> commits = new ArrayList<>();
        for (Path file : folder.commitFiles()) {
            if (file.getFileName()
                                    .toString()
                                    .compareTo(
                                            folder.commitFile(id).getFileName().toString())
                            > 0
                    || id < 0) {
                commits.add(ArchiveFolder.read(file, Commit.class));
            }
        }
        return commits;
    }

    /** Number of the last commit; -1 where there is none. */
    public long last() {
        return commits.isEmpty()
                ? snapshot.through()
                : commits.get(commits.size() - 1).id();
    }

    /** Files that count, in the order in which they came. */
    public List<ArchiveFile> files() {
        List<ArchiveFile> files = new ArrayList<>(snapshot.files());
        commits.forEach(commit -> files.addAll(commit.files()));
        return files;
    }

    /** The same by dataset. */
    public Map<String, List<ArchiveFile>> datasets() {
        Map<String, List<ArchiveFile>> datasets = new LinkedHashMap<>();
        files().forEach(file -> datasets.computeIfAbsent(file.dataset(), name -> new ArrayList<>())
                .add(file));
        return datasets;
    }

    /** Up to where the topics have been archived. */
    public NextOffsets offsets() {
        NextOffsets offsets = snapshot.offsets();
        for (Commit commit : commits) {
            offsets = offsets.and(commit.offsets());
        }
        return offsets;
    }

    /** Deletions that no compaction has seen. */
    public List<Deletion> deletions() {
        return commits.stream().flatMap(commit -> commit.deletions().stream()).toList();
    }

    ArchiveLog with(Commit commit) {
        List<Commit> more = new ArrayList<>(commits);
        more.add(commit);
        return new ArchiveLog(snapshot, more);
    }

    ArchiveLog without(Commit commit) {
        return new ArchiveLog(
                snapshot,
                commits.stream().filter(other -> !other.equals(commit)).toList());
    }
}
