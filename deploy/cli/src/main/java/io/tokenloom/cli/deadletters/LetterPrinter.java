package io.tokenloom.cli.deadletters;

import io.tokenloom.cli.deadletters.LetterTopic.Seen;
import java.util.List;
import java.util.Optional;

/** Writes what the commands find, a line or a paragraph at a time. */
interface LetterPrinter {
    /**
     * Dead letters of one reason.
     *
     * @param reason failure code or class of the exception
     * @param letters how many
     * @param replayed those of them whose source record was replayed
     */
    record Group(String reason, long letters, long replayed) {}

    /** A dead letter, and how its source record was replayed. */
    String letter(Letter letter, Optional<Replayed> replayed);

    /** The end of a list. */
    String summary(String topic, Seen seen, List<Group> groups);

    /** One that is not sent. */
    String refusal(Verdict.Refused refused);

    /** The end of a run. */
    String summary(ReplayReport report);
}
