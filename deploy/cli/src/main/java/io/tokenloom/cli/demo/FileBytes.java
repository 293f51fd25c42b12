package io.tokenloom.cli.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Compares bytes with those of files. Keeps the last file open. Not thread-safe. */
final class FileBytes implements AutoCloseable {
    private Optional<Path> path = Optional.empty();
    private FileChannel channel;

    /** Whether the file holds these bytes at this position. */
    boolean match(Path file, long position, byte[] bytes) throws IOException {
        if (!path.equals(Optional.of(file))) {
            close();
            channel = FileChannel.open(file);
            path = Optional.of(file);
        }
        ByteBuffer there = ByteBuffer.allocate(bytes.length);
        while (there.hasRemaining()) {
            if (channel.read(there, position + there.position()) < 0) {
                return false;
            }
        }
        return Arrays.equals(there.array(), bytes);
    }

    @Override
    public void close() throws IOException {
        if (path.isPresent()) {
            path = Optional.empty();
            channel.close();
        }
    }
}
