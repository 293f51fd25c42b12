/**
 * The Archive job: token topics to files, each record once.
 *
 * <pre>
 *   token topic ─> read ─> ArchiveWriter ─files of a checkpoint─> PublicationOperator ─> ArchiveCommitter ─> archive
 *                   └─ dead letters ─> GuardedKafkaSink
 * </pre>
 *
 * <p>Start with {@link io.tokenloom.jobs.archive.ArchiveJob}; what makes files appear once is
 * {@link io.tokenloom.archive.commit}.
 */
package io.tokenloom.jobs.archive;
