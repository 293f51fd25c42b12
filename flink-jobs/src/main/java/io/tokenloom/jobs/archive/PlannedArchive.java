package io.tokenloom.jobs.archive;

import io.tokenloom.archive.commit.ArchiveFolder;
import io.tokenloom.archive.commit.NextOffsets;
import io.tokenloom.jobs.tokenize.DeadLetter;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * An archive with what was found out about it before the start. Immutable; travels to the workers.
 *
 * @param archive the archive
 * @param job that writes it
 * @param lastCommit that was in its folder; -1 for none
 * @param offsets up to where it held its topic then
 * @param plannedAt milliseconds since 1970: what was staged before, a job without state does not know
 * @param maxDeadLetterBytes largest record that its dead-letter topic accepts
 */
record PlannedArchive(
        Archive archive, String job, long lastCommit, Offsets offsets, long plannedAt, int maxDeadLetterBytes)
        implements Serializable {
    /** As arrays, for Java's serialization: the offset of the next record of each partition; -1 where none was read. */
    record Offsets(long... next) implements Serializable {
        static Offsets of(NextOffsets offsets, String topic) {
            var partitions = offsets.topics().getOrDefault(topic, java.util.Map.of());
            long[] next = new long
                    [partitions.keySet().stream()
                            .mapToInt(partition -> partition + 1)
                            .max()
                            .orElse(0)];
            java.util.Arrays.fill(next, -1);
            partitions.forEach((partition, offset) -> next[partition] = offset);
            return new Offsets(next);
        }
    }

    ArchiveFolder folder() {
        return new ArchiveFolder(Path.of(archive.to()));
    }

    DeadLetter.Address deadLetters() {
        return new DeadLetter.Address(
                archive.deadLetters(), maxDeadLetterBytes, Uids.read(archive), "archive " + archive.name(), true);
    }
}
