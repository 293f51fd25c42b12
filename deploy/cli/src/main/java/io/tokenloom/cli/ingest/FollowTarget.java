package io.tokenloom.cli.ingest;

import java.nio.file.Path;

/**
 * A log to follow.
 *
 * @param id source id
 * @param path its name, absolute; there need not be a file yet
 */
record FollowTarget(String id, Path path) {
    /** First part of the id: logs that share it share a producer. */
    String root() {
        return new SourceFile(id, SourceForm.LINES, new SourceContent.OfFile(path)).root();
    }
}
