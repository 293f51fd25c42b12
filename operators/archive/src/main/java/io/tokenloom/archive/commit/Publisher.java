package io.tokenloom.archive.commit;

import io.tokenloom.archive.ArchiveFormat;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what a job staged. Not thread-safe.
 *
 * <p>A commit counts from the moment that its file in {@code _commits} is there. Before that its files are renamed to where
 * they stay; whoever is killed in between does it again, and finds done what is done.
 *
 * <p>A job that is restored from an older savepoint reads again what others have committed behind it. Those commits are
 * taken back when the first of the new ones is published: their files go to {@code _superseded}, so nothing is there twice.
 */
public final class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final ArchiveFolder folder;
    private final ArchiveFormat format;
    private ArchiveLog log;
    private boolean cleared;

    /** For an archive that was claimed. */
    public Publisher(ArchiveFolder folder, ArchiveFormat format) {
        this.folder = folder;
        this.format = format;
    }

    /**
     * Publishes, unless it has been.
     *
     * @throws ArchiveException if it would contradict what a compaction made of the commits; nothing has changed then
     * @throws IOException if files can't be moved; the same call may be made again
     */
    public void publish(Publication publication) throws IOException {
        FileChannel lock = folder.lock();
        try {
            refresh();
            if (!published(publication)) {
                publishNow(publication);
            }
        } finally {
            lock.close();
        }
    }

    private void publishNow(Publication publication) throws IOException {
        if (!log.snapshot().runs().containsKey(publication.run())) {
            requireUncompacted(folder, log, publication.after());
        }
        for (int i = log.commits().size() - 1; i >= 0; i--) {
            Commit commit = log.commits().get(i);
            if (commit.id() > publication.after() && !commit.run().equals(publication.run())) {
                supersede(commit);
            }
        }
        ArchiveLog next = log.with(publication.commit());
        Set<String> datasets = new HashSet<>();
        for (StagedFile file : publication.files()) {
            move(folder, file);
            datasets.add(file.file().dataset());
        }
        index(next, datasets);
        ArchiveFolder.write(folder.commitFile(publication.id()), publication.commit());
        log = next;
        if (!cleared) {
            // What was half published before this process, and is not published by it, nobody will.
            Remains.clear(folder, format, log);
            cleared = true;
        }
    }

    private void refresh() throws IOException {
        List<Path> snapshots = folder.snapshotFiles();
        boolean same = log != null
                && (snapshots.isEmpty()
                        ? log.snapshot() == Snapshot.NONE
                        : snapshots
                                .get(snapshots.size() - 1)
                                .equals(folder.snapshotFile(log.snapshot().through())));
        if (!same) {
            log = ArchiveLog.read(folder);
        }
    }

    private boolean published(Publication publication) {
        if (log.snapshot().runs().getOrDefault(publication.run(), -1L) >= publication.id()) {
            return true;
        }
        return log.commits().stream()
                .anyMatch(commit ->
                        commit.id() == publication.id() && commit.run().equals(publication.run()));
    }

    /**
     * Refuses a job that knows of less than what has been compacted: what it would write anew can't be told apart there.
     *
     * @param after the last commit that it knows of
     * @throws ArchiveException with the mend
     */
    public static void requireUncompacted(ArchiveFolder folder, ArchiveLog log, long after) {
        if (after < log.snapshot().through()) {
            throw new ArchiveException(folder.path() + " was compacted up to commit "
                    + log.snapshot().through() + ", and the job was restored from a state of commit " + after
                    + ". Start it from a later savepoint, or without one: it then goes on where the archive ends.");
        }
    }

    private void supersede(Commit commit) throws IOException {
        LOG.warn(
                "Commit {} of {} is taken back: the job was restored from before it and writes it anew. Its {} files go to {}.",
                commit.id(),
                folder.path(),
                commit.files().size(),
                folder.superseded());
        ArchiveLog next = log.without(commit);
        Set<String> datasets = new HashSet<>();
        commit.files().forEach(file -> datasets.add(file.dataset()));
        index(next, datasets);
        Path run = folder.superseded().resolve(commit.run());
        for (ArchiveFile file : commit.files()) {
            Path aside = run.resolve(file.path());
            Files.createDirectories(aside.getParent());
            // Backwards: without its last part nobody reads it.
            for (int i = file.parts().size() - 1; i >= 0; i--) {
                String suffix = file.parts().get(i).suffix();
                moveIfThere(part(folder.base(file), suffix), part(aside, suffix));
            }
        }
        Files.createDirectories(run);
        Files.move(
                folder.commitFile(commit.id()),
                run.resolve(folder.commitFile(commit.id()).getFileName()),
                StandardCopyOption.ATOMIC_MOVE);
        log = next;
    }

    static void move(ArchiveFolder folder, StagedFile staged) throws IOException {
        Path from = folder.staging().resolve(staged.staged());
        Path to = folder.base(staged.file());
        Files.createDirectories(to.getParent());
        for (FilePart part : staged.file().parts()) {
            Path target = part(to, part.suffix());
            if (!moveIfThere(part(from, part.suffix()), target)
                    && (!Files.exists(target) || Files.size(target) != part.bytes())) {
                throw new ArchiveException("the staged file " + part(from, part.suffix())
                        + " is gone, and was not published. Start the job without state: it goes on where the archive"
                        + " ends.");
            }
        }
        ArchiveFolder.force(to.getParent());
    }

    private static boolean moveIfThere(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            return false;
        }
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    private void index(ArchiveLog next, Set<String> datasets) throws IOException {
        index(folder, format, next, datasets);
    }

    static void index(ArchiveFolder folder, ArchiveFormat format, ArchiveLog log, Set<String> datasets)
            throws IOException {
        Map<String, List<ArchiveFile>> files = log.datasets();
        for (String dataset : datasets) {
            format.index(folder.path().resolve(dataset), indexed(files.getOrDefault(dataset, List.of())));
        }
    }

    static List<ArchiveFormat.IndexedFile> indexed(List<ArchiveFile> files) {
        return files.stream()
                .map(file -> {
                    FilePart last = file.parts().get(file.parts().size() - 1);
                    return new ArchiveFormat.IndexedFile(file.name(), file.samples(), last.bytes(), last.sha256());
                })
                .toList();
    }

    static Path part(Path base, String suffix) {
        return base.resolveSibling(base.getFileName() + suffix);
    }
}
