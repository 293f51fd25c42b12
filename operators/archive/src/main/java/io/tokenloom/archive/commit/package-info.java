/**
 * What makes an archive of files: which of them count. A job stages files, and publishes those of a checkpoint together, once.
 *
 * <pre>
 *   archive/
 *     _archive.json              format, and the job that writes here: one only
 *     _commits/0000000012.json   what was published together: files, the offsets up to which they hold the topics
 *     _staging/                  files that nobody counts on yet
 *     _superseded/               files of commits that a restored older savepoint takes back
 *     day=2026-01-31/tokenizer=8f2c.../archive-0000000012-0.parquet
 * </pre>
 *
 * <p>A commit has the number of its checkpoint, counted on from the commits that were there when the job began without
 * state. Publishing it again changes nothing. {@link io.tokenloom.archive.commit.Publisher} has the rules.
 */
package io.tokenloom.archive.commit;
