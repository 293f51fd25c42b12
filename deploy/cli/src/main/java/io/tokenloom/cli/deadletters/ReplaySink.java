package io.tokenloom.cli.deadletters;

import java.util.List;

/** Where the records of a run go, some at a time. */
interface ReplaySink {
    /**
     * What became of some records.
     *
     * @param sent committed, in the order in which they were given
     * @param refused taken by no topic, and nothing of them is left anywhere
     */
    record Outcome(List<Verdict.Ready> sent, List<Verdict.Refused> refused) {}

    /** Takes them; all of {@link Outcome#sent} or, if it throws, none. */
    Outcome send(List<Verdict.Ready> batch);

    /** A dry run: as if all were taken. */
    static ReplaySink none() {
        return batch -> new Outcome(batch, List.of());
    }
}
