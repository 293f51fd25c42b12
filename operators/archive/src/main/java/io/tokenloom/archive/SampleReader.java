package io.tokenloom.archive;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The samples of one file in their order. Not thread-safe. */
public interface SampleReader extends Closeable {
    /**
     * The next sample, or nothing behind the last.
     *
     * @throws IOException if the file can't be read or is damaged; the message names it
     */
    Optional<Sample> next() throws IOException;
}
