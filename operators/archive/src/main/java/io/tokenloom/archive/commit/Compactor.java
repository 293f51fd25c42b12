package io.tokenloom.archive.commit;

import io.tokenloom.archive.ArchiveFormat;
import io.tokenloom.archive.ArchivedRecord;
import io.tokenloom.archive.Origins;
import io.tokenloom.archive.RecordReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes few large files of many small ones, leaves out what tombstones delete, and writes all indexes anew. A job may go on
 * writing meanwhile. Not thread-safe; memory: one file of the format.
 *
 * <p>The new files count from the moment that the new snapshot is there; then the old ones are deleted, and the commits that
 * it stands for. A program that lists folders instead of reading {@code _commits} may see both for that moment.
 */
public final class Compactor {
    private static final String AREA = "compaction";

    private final ArchiveFolder folder;
    private final ArchiveIdentity identity;
    private final ArchiveFormat format;
    private final List<Deletion> deletions;
    private final ArchiveLog log;
    private final Consumer<ArchiveFile> progress;
    private long deleted;

    private Compactor(
            ArchiveFolder folder,
            ArchiveIdentity identity,
            ArchiveFormat format,
            ArchiveLog log,
            Consumer<ArchiveFile> progress) {
        this.folder = folder;
        this.identity = identity;
        this.format = format;
        this.log = log;
        this.deletions = log.deletions();
        this.progress = progress;
    }

    /**
     * What a compaction did.
     *
     * @param filesBefore that counted
     * @param filesAfter that count
     * @param bytesBefore of them
     * @param bytesAfter of them
     * @param samplesDeleted that tombstones were for
     */
    public record Result(int filesBefore, int filesAfter, long bytesBefore, long bytesAfter, long samplesDeleted) {}

    /**
     * Compacts all that is committed.
     *
     * @param progress is told each file that has been read
     * @throws ArchiveException if the folder is no archive of that format, or was changed by a job that was restored from an
     *     older savepoint meanwhile; nothing has changed then
     * @throws IOException if a file can't be read; nothing has changed then
     */
    public static Result compact(ArchiveFolder folder, ArchiveFormat format, Consumer<ArchiveFile> progress)
            throws IOException {
        ArchiveIdentity identity = folder.identity()
                .orElseThrow(() -> new ArchiveException(folder.path() + " is no archive. Name the folder of one."));
        ArchiveLog log = ArchiveLog.read(folder);
        return new Compactor(folder, identity, format, log, progress).run();
    }

    private Result run() throws IOException {
        // Of a compaction that was killed.
        folder.clearStaged(AREA, Instant.now());
        List<StagedFile> made = new ArrayList<>();
        Map<String, List<ArchiveFile>> datasets = new HashMap<>(log.datasets());
        Set<ArchiveFile> replaced = new HashSet<>();
        for (Map.Entry<String, List<ArchiveFile>> dataset : log.datasets().entrySet()) {
            List<ArchiveFile> candidates = candidates(dataset.getValue());
            if (!candidates.isEmpty()) {
                List<StagedFile> merged = merge(dataset.getKey(), candidates, made.size());
                made.addAll(merged);
                replaced.addAll(candidates);
                List<ArchiveFile> now = new ArrayList<>(dataset.getValue());
                now.removeAll(candidates);
                merged.forEach(file -> now.add(file.file()));
                datasets.put(dataset.getKey(), now);
            }
        }
        List<ArchiveFile> after = log.datasets().keySet().stream()
                .flatMap(dataset -> datasets.get(dataset).stream())
                .toList();
        if (log.commits().isEmpty()) {
            index();
            return result(log.files());
        }
        swap(made, replaced, after);
        return result(after);
    }

    /** Nothing has come since the last compaction; an index may have been lost since. */
    private void index() throws IOException {
        FileChannel lock = folder.lock();
        try {
            ArchiveLog now = ArchiveLog.read(folder);
            Publisher.index(folder, format, now, now.datasets().keySet());
        } finally {
            lock.close();
        }
    }

    private Result result(List<ArchiveFile> after) {
        return new Result(log.files().size(), after.size(), bytes(log.files()), bytes(after), deleted);
    }

    private static long bytes(List<ArchiveFile> files) {
        return files.stream().mapToLong(ArchiveFile::bytes).sum();
    }

    /** Files with something to delete, and those that are small where there is more than one. */
    private List<ArchiveFile> candidates(List<ArchiveFile> files) throws IOException {
        List<ArchiveFile> small = new ArrayList<>();
        List<ArchiveFile> candidates = new ArrayList<>();
        for (ArchiveFile file : files) {
            if (!deletions.isEmpty() && hasDeleted(file)) {
                candidates.add(file);
            } else if (file.bytes() < format.fileBytes() / 2) {
                small.add(file);
            }
        }
        if (small.size() + candidates.size() > 1) {
            candidates.addAll(small);
        }
        candidates.sort(Comparator.comparingInt(files::indexOf));
        return candidates;
    }

    private boolean hasDeleted(ArchiveFile file) throws IOException {
        try (RecordReader records = format.records(folder.base(file))) {
            for (Optional<ArchivedRecord> record = records.next(); record.isPresent(); record = records.next()) {
                if (deletes(record.get())) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean deletes(ArchivedRecord record) {
        return !deletions.isEmpty() && deletions.stream().anyMatch(deletion -> deletion.covers(Origins.of(record)));
    }

    private List<StagedFile> merge(String dataset, List<ArchiveFile> files, int first) throws IOException {
        String prefix = identity.job() + "-" + ArchiveFolder.number(log.last()) + "-compacted-";
        FileStaging staging = new FileStaging(folder, format, AREA, dataset, number -> prefix + (first + number));
        try (staging) {
            for (ArchiveFile file : files) {
                try (RecordReader records = format.records(folder.base(file))) {
                    for (Optional<ArchivedRecord> record = records.next();
                            record.isPresent();
                            record = records.next()) {
                        if (deletes(record.get())) {
                            deleted++;
                        } else {
                            staging.add(record.get());
                        }
                    }
                }
                progress.accept(file);
            }
            return staging.finish();
        }
    }

    private void swap(List<StagedFile> made, Set<ArchiveFile> replaced, List<ArchiveFile> after) throws IOException {
        FileChannel lock = folder.lock();
        try {
            ArchiveLog now = ArchiveLog.read(folder);
            boolean grownOnly = now.snapshot().through() == log.snapshot().through()
                    && now.commits().size() >= log.commits().size()
                    && now.commits().subList(0, log.commits().size()).equals(log.commits());
            if (!grownOnly) {
                throw new ArchiveException(folder.path()
                        + " was changed while it was compacted: by a job that was restored from an older savepoint, or by"
                        + " another compaction. Compact it again.");
            }
            for (StagedFile file : made) {
                Publisher.move(folder, file);
            }
            Map<String, Long> runs = new HashMap<>(log.snapshot().runs());
            log.commits().forEach(commit -> runs.put(commit.run(), commit.id()));
            Snapshot snapshot = new Snapshot(log.last(), after, log.offsets(), runs);
            ArchiveLog next = new ArchiveLog(
                    snapshot,
                    now.commits().subList(log.commits().size(), now.commits().size()));
            // Of all datasets, so that one that was lost is there again; those that have no file any more too.
            Set<String> datasets = new HashSet<>(next.datasets().keySet());
            replaced.forEach(file -> datasets.add(file.dataset()));
            Publisher.index(folder, format, next, datasets);
            ArchiveFolder.write(folder.snapshotFile(snapshot.through()), snapshot);
            clean(replaced);
        } finally {
            lock.close();
        }
    }

    private void clean(Set<ArchiveFile> replaced) throws IOException {
        for (ArchiveFile file : replaced) {
            for (int i = file.parts().size() - 1; i >= 0; i--) {
                Files.deleteIfExists(
                        Publisher.part(folder.base(file), file.parts().get(i).suffix()));
            }
        }
        for (Commit commit : log.commits()) {
            Files.deleteIfExists(folder.commitFile(commit.id()));
        }
        for (Path snapshot : folder.snapshotFiles()) {
            if (!snapshot.equals(folder.snapshotFile(log.last()))) {
                Files.deleteIfExists(snapshot);
            }
        }
    }
}
