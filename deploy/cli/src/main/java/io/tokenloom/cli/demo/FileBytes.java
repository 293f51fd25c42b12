package io.tokenloom.cli.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/** Compares bytes with those of files. Keeps the last file open. Not thread-safe. */
final class FileBytes implements AutoCloseable {
    private static final int PIECE = 256 * 1024;

    private Optional<Path> path = Optional.empty();
    private FileChannel channel;

    /** Whether the file holds these bytes at this position. */
    boolean match(Path file, long position, byte[] bytes) throws IOException {
        if (!path.equals(Optional.of(file))) {
            close();
            channel = FileChannel.open(file);
            path = Optional.of(file);
        }
        // In pieces: what is compared may be a large video, which is in memory once already.
        ByteBuffer there = ByteBuffer.allocate(Math.min(bytes.length, PIECE));
        for (int from = 0; from < bytes.length; from += PIECE) {
            there.clear().limit(Math.min(PIECE, bytes.length - from));
            while (there.hasRemaining()) {
                if (channel.read(there, position + from + there.position()) < 0) {
                    return false;
                }
            }
            if (!there.flip().equals(ByteBuffer.wrap(bytes, from, there.limit()))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        if (path.isPresent()) {
            path = Optional.empty();
            channel.close();
        }
    }
}
