package io.tokenloom.cli.ingest;

/** What to do with a source that was sent to its end before and has not changed. */
enum Repetition {
    /** Leave it. */
    SKIP,
    /** Send it again, under the same item ids. */
    AGAIN
}
