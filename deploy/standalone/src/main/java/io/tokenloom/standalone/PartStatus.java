package io.tokenloom.standalone;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The state of one supervised process.
 *
 * @param name one of {@link PartNames}
 * @param health its health
 * @param pid its process id, absent while it has no process
 * @param failures how often it died in this run of the supervisor
 * @param log its log file
 * @param detail one sentence about it, may be empty
 */
public record PartStatus(String name, Health health, OptionalLong pid, int failures, Path log, String detail) {
    /** How a part is. */
    public enum Health {
        /** Not started yet: it needs another part first. */
        WAITING,
        /** Started, never healthy since. */
        STARTING,
        /** Answers. */
        HEALTHY,
        /** Was healthy, lives, does not answer. */
        UNHEALTHY,
        /** Died; will be started again. */
        DEAD,
        /** Ended because it can't start from its files; will be started again, in case they are mended. */
        REFUSED,
        /** Stopped in order. */
        STOPPED
    }
}
