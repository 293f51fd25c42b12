package io.tokenloom.archive.parquet;

import io.tokenloom.archive.Sample;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** A Parquet file beside one whose format has no place for where its samples come from: a row for each, in their order. */
public final class OriginFile {
    private OriginFile() {}

    /** Writes a new one. Not thread-safe. */
    public static final class Writer implements Closeable {
        private final ParquetRecordWriter file;

        /** @throws java.nio.file.FileAlreadyExistsException if there is one */
        public Writer(Path path) throws IOException {
            file = new ParquetRecordWriter(path, TokenRows.ORIGIN, Map.of());
        }

        /** Adds that of the next sample. */
        public void add(Sample.Origin origin) throws IOException {
            GenericRecord row = new GenericData.Record(TokenRows.ORIGIN);
            TokenRows.put(row, origin);
            file.add(row);
        }

        /** About how many bytes it has. */
        public long bytes() {
            return file.bytes();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** Reads one. Not thread-safe. */
    public static final class Reader implements Closeable {
        private final ParquetRecords rows;

        /** @throws IOException if it is not whole */
        public Reader(Path path) throws IOException {
            rows = new ParquetRecords(path, Optional.empty(), Optional.empty());
        }

        /** How many samples. */
        public long samples() {
            return rows.rows();
        }

        /** That of the next sample, or nothing behind the last. */
        public Optional<Sample.Origin> next() throws IOException {
            return rows.next().map(TokenRows::origin);
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }
}
