package io.tokenloom.cli.ingest;

/** Takes single lines for the person at the terminal. */
@FunctionalInterface
public interface Notices {
    /** Says one line. */
    void tell(String line);
}
