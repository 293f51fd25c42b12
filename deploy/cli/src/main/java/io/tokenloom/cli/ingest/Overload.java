package io.tokenloom.cli.ingest;

/** What happens to the frames of a live source that come faster than they can be sent. */
public enum Overload {
    /** The source waits, as far as it can: no frame is lost, but they come later and later. */
    WAIT,

    /** Frames that find no room are dropped, each declared as a skip, which the ledger counts. */
    DROP
}
