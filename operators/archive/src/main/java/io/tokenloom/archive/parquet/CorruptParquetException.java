package io.tokenloom.archive.parquet;

import java.io.IOException;
import java.nio.file.Path;

/** A file is no Parquet file, or not whole. The cause says how, in the library's words. */
public final class CorruptParquetException extends IOException {
    private static final long serialVersionUID = 1L;

    CorruptParquetException(Path file, Exception cause) {
        super(file + " is no whole Parquet file: " + cause.getMessage(), cause);
    }
}
