package io.tokenloom.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One way to keep token records in files. A file goes by a base path, to which the format adds its suffixes. Thread-safe;
 * what it opens is not.
 */
public interface ArchiveFormat {
    /** As configuration says it, such as {@code parquet}. */
    String name();

    /** What the names of a file's parts end with, in the order in which they may be published: readers open the last. */
    List<String> suffixes();

    /** Whether days lie apart; otherwise all files of a tokenizer are one dataset. */
    boolean byDay();

    /** Bytes from which on a file is large enough for those who read it. */
    long fileBytes();

    /**
     * Begins a file.
     *
     * @param base path without suffix
     * @param tokenizer fingerprint that all its records have, 16 hexadecimal digits
     * @throws java.nio.file.FileAlreadyExistsException if there is one
     */
    TokenFileWriter create(Path base, String tokenizer) throws IOException;

    /**
     * Opens a file.
     *
     * @throws IOException if it is not whole; the message names it
     */
    SampleReader read(Path base, Selection selection) throws IOException;

    /** Opens a file for all that it knows of its records: with what came out, an equal file can be written. */
    RecordReader records(Path base) throws IOException;

    /** Makes the index of a dataset, if the format has one, name these files and no other. */
    default void index(Path dataset, List<IndexedFile> files) throws IOException {}

    /**
     * What is wrong with the index of a dataset; nothing if it names these files and no other, or the format has none.
     *
     * @throws IOException only if the disk fails, not for what the index is
     */
    default Optional<String> indexMistake(Path dataset, List<IndexedFile> files) throws IOException {
        return Optional.empty();
    }

    /**
     * A file that an index is to name.
     *
     * @param name without suffix
     * @param samples in it
     * @param bytes of its last part
     * @param sha256 of its last part, hexadecimal
     */
    record IndexedFile(String name, int samples, long bytes, String sha256) {}
}
