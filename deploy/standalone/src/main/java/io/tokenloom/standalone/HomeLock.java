package io.tokenloom.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The one-supervisor-per-home rule. The operating system drops the lock when its holder dies, so a lock can not go
 * stale; the process id inside the file can, and then only tells that the last run ended without {@code down}.
 */
public final class HomeLock implements AutoCloseable {
    private final FileChannel channel;
    private final FileLock lock;

    private HomeLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** Takes the lock, or nothing if another process holds it. */
    public static Optional<HomeLock> take(HomeFolder home) throws IOException {
        FileChannel channel = FileChannel.open(
                home.lock(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new HomeLock(channel, lock));
            }
        } catch (OverlappingFileLockException e) {
            // Held inside this very process: the same answer as held by another.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    /** The process id that the last holder left, if it did not end in order. */
    public static Optional<Long> recordedPid(HomeFolder home) throws IOException {
        if (!Files.exists(home.lock())) {
            return Optional.empty();
        }
        String text = Files.readString(home.lock(), StandardCharsets.US_ASCII).strip();
        return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    /** Writes this process's id into the locked file. */
    public void recordPid() throws IOException {
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)), 0);
    }

    /** Clears the process id: the run ended in order. */
    public void clearPid() throws IOException {
        channel.truncate(0);
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
