package io.tokenloom.archive;

import java.io.Closeable;
import java.io.IOException;

/** A file, or a pair of files, that is being written. Not thread-safe. */
public interface TokenFileWriter extends Closeable {
    /** Adds a record behind those before it. */
    void add(ArchivedRecord record) throws IOException;

    /** About how many bytes the file has, those in memory among them. */
    long bytes();

    /** Makes the file whole: without it nobody reads it. */
    @Override
    void close() throws IOException;
}
