package io.tokenloom.jobs.archive;

import io.tokenloom.archive.commit.Deletion;
import io.tokenloom.archive.commit.NextOffsets;
import io.tokenloom.archive.commit.StagedFile;
import java.util.List;

/**
 * What one writer did since the last checkpoint. Immutable.
 *
 * @param files staged, whole
 * @param offsets behind the records that it read
 * @param deletions of tombstones that it read
 */
record WriterResult(List<StagedFile> files, NextOffsets offsets, List<Deletion> deletions) {}
