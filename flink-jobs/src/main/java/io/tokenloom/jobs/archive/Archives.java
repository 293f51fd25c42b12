package io.tokenloom.jobs.archive;

import java.time.Duration;
import java.util.List;

/**
 * What one Archive job does. Immutable.
 *
 * @param job name of the job, stable over restarts: files are called by it
 * @param archives at least one
 * @param checkpointInterval how long tokens stay invisible, and of how long a time a small file is
 */
public record Archives(String job, List<Archive> archives, Duration checkpointInterval) {
    static final String DEFAULT_JOB = "archive";
    static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

    /** Copies the list. */
    public Archives {
        archives = List.copyOf(archives);
    }
}
