package io.tokenloom.archive;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The records of one file in their order. Not thread-safe. */
public interface RecordReader extends Closeable {
    /** The next record, or nothing behind the last. */
    Optional<ArchivedRecord> next() throws IOException;
}
