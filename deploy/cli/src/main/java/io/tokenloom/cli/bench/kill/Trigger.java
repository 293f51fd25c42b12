package io.tokenloom.cli.bench.kill;

/** What is waited for before the kill: nothing in particular, or the moments at which most is in the air. */
public enum Trigger {
    /** Any time. */
    ANY_TIME("any time"),
    /** A checkpoint has begun: transactions are being flushed, none of them is promised yet. */
    CHECKPOINT_BEGINS("checkpoint begins"),
    /** A checkpoint is complete: its transactions are promised, and are being committed. */
    CHECKPOINT_COMPLETE("checkpoint complete"),
    /** The process that sends has written its progress and is about to commit, or has and did not hear of it. */
    INGEST_COMMITS("ingest commits");

    private final String label;

    Trigger(String label) {
        this.label = label;
    }

    /** Its name in reports. */
    public String label() {
        return label;
    }
}
