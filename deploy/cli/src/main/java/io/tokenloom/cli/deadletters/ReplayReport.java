package io.tokenloom.cli.deadletters;

import io.tokenloom.cli.deadletters.LetterTopic.Seen;
import java.util.List;

/**
 * What a run has sent, or would have sent.
 *
 * @param mode whether it sent
 * @param reach whether it came to the end of the topic
 * @param topic dead-letter topic
 * @param seen what was met there
 * @param routes what went where
 * @param done source records that had been sent before
 * @param refused those that are not sent
 */
record ReplayReport(Mode mode, Reach reach, String topic, Seen seen, List<Route> routes, long done, long refused) {
    /** Whether records are sent. */
    enum Mode {
        /** Nothing is sent. */
        DRY_RUN,
        /** They are. */
        SEND
    }

    /** How far a run came. */
    enum Reach {
        /** All that was selected is decided. */
        END,
        /** Somebody ended it; running it again goes on. */
        PART
    }

    /**
     * Records of one reason to one topic.
     *
     * @param reason failure code or class of the exception
     * @param topic source topic
     * @param records how many
     * @param expiring those that are older than what the topic keeps
     */
    record Route(String reason, String topic, long records, long expiring) {}

    /** All that were sent. */
    long records() {
        return routes.stream().mapToLong(Route::records).sum();
    }

    /** Whether all that was selected is sent, now or before. */
    boolean complete() {
        return refused == 0 && reach == Reach.END;
    }
}
