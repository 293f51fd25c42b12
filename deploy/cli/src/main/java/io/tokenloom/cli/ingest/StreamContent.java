package io.tokenloom.cli.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A stream that can be read only once, such as standard input. Until it is settled, what was read is kept in a temporary
 * file, because whether the stream is the one that an earlier run began to send shows only after reading that much.
 */
final class StreamContent implements SourceContent {
    private final InputStream stream;
    private Optional<Path> spool = Optional.empty();
    private Optional<OutputStream> recording = Optional.empty();

    StreamContent(InputStream stream) {
        this.stream = stream;
    }

    @Override
    public InputStream open() throws IOException {
        if (spool.isEmpty()) {
            Path file = Files.createTempFile("tokenloom-stream", ".bytes");
            spool = Optional.of(file);
            recording = Optional.of(Files.newOutputStream(file));
            return new Recorded(stream);
        }
        stopRecording();
        return new SequenceInputStream(Files.newInputStream(spool.get()), new Recorded(stream));
    }

    @Override
    public void settle() {
        try {
            stopRecording();
            if (spool.isPresent()) {
                // Whoever reads it still, reads on: only the name goes.
                Files.deleteIfExists(spool.get());
            }
        } catch (IOException e) {
            spool.ifPresent(file -> file.toFile().deleteOnExit());
        }
    }

    private void stopRecording() throws IOException {
        if (recording.isPresent()) {
            recording.get().close();
            recording = Optional.empty();
        }
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    @Override
    public Optional<Instant> modified() {
        return Optional.empty();
    }

    @Override
    public boolean live() {
        return true;
    }

    /** Copies what is read while recording lasts; closing it leaves the stream open. */
    private final class Recorded extends FilterInputStream {
        Recorded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            if (count > 0 && recording.isPresent()) {
                recording.get().write(target, offset, count);
            }
            return count;
        }

        @Override
        public void close() {
            // Standard input is not ours to close.
        }
    }
}
