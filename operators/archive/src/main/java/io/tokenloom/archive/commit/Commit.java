package io.tokenloom.archive.commit;

import java.util.List;

/**
 * What is published together. Immutable.
 *
 * @param id rises from commit to commit
 * @param run which start of the job made it
 * @param files by their names in the archive
 * @param offsets up to where this and all commits before it hold the topics
 * @param deletions of tombstones that were read
 */
public record Commit(long id, String run, List<ArchiveFile> files, NextOffsets offsets, List<Deletion> deletions) {
    /** Copies. */
    public Commit {
        files = List.copyOf(files);
        deletions = List.copyOf(deletions);
    }
}
