package io.tokenloom.cli.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** A log held open, so that it can be read to its end after it was renamed or deleted. Not thread-safe. */
final class OpenLog implements AutoCloseable {
    private final FileChannel channel;
    private final String fileKey;

    private OpenLog(FileChannel channel, String fileKey) {
        this.channel = channel;
        this.fileKey = fileKey;
    }

    /** Opens what has this name now. */
    static OpenLog open(Path path) throws IOException {
        while (true) {
            String before = fileKey(path);
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            try {
                // The name may have gone to another file in between; only an open file keeps its key.
                if (before.equals(fileKey(path))) {
                    return new OpenLog(channel, before);
                }
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            channel.close();
        }
    }

    /** What the file system knows the file of this name by; empty where it knows files by name only. */
    static String fileKey(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key == null ? "" : key.toString();
    }

    String fileKey() {
        return fileKey;
    }

    long size() throws IOException {
        return channel.size();
    }

    /** The bytes from here on; not to be closed. One at a time. */
    InputStream from(long position) throws IOException {
        channel.position(position);
        return Channels.newInputStream(channel);
    }

    /** Up to so many bytes that end here; fewer near the start, and where the file ends earlier. */
    byte[] before(long position, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(position, count));
        long at = position - bytes.capacity();
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, at + bytes.position());
            if (read < 0) {
                break;
            }
        }
        byte[] found = new byte[bytes.position()];
        bytes.flip().get(found);
        return found;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a file that was only read can't be closed", e);
        }
    }
}
