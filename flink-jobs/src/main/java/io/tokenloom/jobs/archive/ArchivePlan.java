package io.tokenloom.jobs.archive;

import io.tokenloom.connection.Connections;
import java.time.Duration;
import java.util.List;

/**
 * All that the graph is built from. Immutable.
 *
 * @param job name of the job
 * @param archives at least one
 * @param checkpointInterval time between commits
 * @param connections client settings
 * @param untilEnd whether to end where the topics end now
 */
record ArchivePlan(
        String job,
        List<PlannedArchive> archives,
        Duration checkpointInterval,
        Connections connections,
        boolean untilEnd) {
    ArchivePlan {
        archives = List.copyOf(archives);
    }
}
