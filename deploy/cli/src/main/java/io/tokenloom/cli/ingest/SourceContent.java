package io.tokenloom.cli.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Where the bytes of a source come from. One reader at a time. */
interface SourceContent {
    /** The bytes from the start; whoever opens closes. May be called again until {@link #settle()}. */
    InputStream open() throws IOException;

    /** Nobody will need the start again. */
    void settle();

    /** Size in bytes, where it is known beforehand. */
    OptionalLong size() throws IOException;

    /** When it was last modified, where it is known. */
    Optional<Instant> modified() throws IOException;

    /** Whether a read may wait for somebody to write. */
    boolean live();

    /** A regular file. */
    record OfFile(Path path) implements SourceContent {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path);
        }

        @Override
        public void settle() {
            // A file can be opened at any time.
        }

        @Override
        public OptionalLong size() throws IOException {
            return OptionalLong.of(Files.size(path));
        }

        @Override
        public Optional<Instant> modified() throws IOException {
            return Optional.of(attributes(path).lastModifiedTime().toInstant());
        }

        @Override
        public boolean live() {
            return false;
        }

        static BasicFileAttributes attributes(Path path, LinkOption... options) throws IOException {
            return Files.readAttributes(path, BasicFileAttributes.class, options);
        }
    }
}
