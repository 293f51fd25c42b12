package io.tokenloom.archive.commit;

import java.util.List;

/**
 * Files that are to be published together. Immutable.
 *
 * @param id number of the commit
 * @param run which start of the job made it
 * @param after the last commit that the job knew of when it started: what others committed behind it, this run makes anew
 * @param files by the names that they get
 * @param offsets up to where this and all commits before it hold the topics
 * @param deletions of tombstones that were read
 */
public record Publication(
        long id, String run, long after, List<StagedFile> files, NextOffsets offsets, List<Deletion> deletions) {
    /** Copies. */
    public Publication {
        files = List.copyOf(files);
        deletions = List.copyOf(deletions);
    }

    Commit commit() {
        return new Commit(id, run, files.stream().map(StagedFile::file).toList(), offsets, deletions);
    }
}
