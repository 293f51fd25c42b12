package io.tokenloom.cli.ingest;

/** Is told of bytes as they go to the broker. */
@FunctionalInterface
interface Meter {
    /** Shows nothing. */
    Meter SILENT = bytes -> {};

    /** So many more. */
    void advance(long bytes);
}
