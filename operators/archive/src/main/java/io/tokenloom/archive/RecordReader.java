package io.tokenloom.archive;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The records of one file in their order. Not thread-safe. */
public interface RecordReader extends Closeable {
    /** The next record, or nothing behind the last. */
    Optional<ArchivedRecord> next() throws IOException;

    /** Records that say no more than samples do, for formats that keep no more; closing it closes the samples. */
    static RecordReader of(SampleReader samples) {
        return new RecordReader() {
            @Override
            public Optional<ArchivedRecord> next() throws IOException {
                return samples.next()
                        .map(sample -> Origins.record(sample.origin().orElseThrow(), sample.ids()));
            }

            @Override
            public void close() throws IOException {
                samples.close();
            }
        };
    }
}
