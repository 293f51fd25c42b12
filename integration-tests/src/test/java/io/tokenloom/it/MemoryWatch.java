package io.tokenloom.it;

import io.tokenloom.cli.platform.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The most memory that supervisor, parts and one command had together, resident, looked at five times a second. What
 * they share is counted for each. Where there is no {@code /proc} it sees nothing.
 */
final class MemoryWatch implements AutoCloseable {
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+([0-9]+) kB");
    private static final long LOOK_MILLIS = 200;

    private final Platform platform;
    private final AtomicReference<ProcessHandle> command = new AtomicReference<>();
    private final AtomicLong most = new AtomicLong();
    private final ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor();

    MemoryWatch(Platform platform) {
        this.platform = platform;
        looker.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Counts this process in from now on, in place of the one before. */
    void include(Process process) {
        command.set(process.toHandle());
    }

    /** Bytes. */
    long mostBytes() {
        return most.get();
    }

    private void look() {
        Stream<OptionalLong> parts = Stream.concat(
                Stream.of(platform.status().supervisorPid()),
                platform.status().parts().stream().map(part -> part.pid()));
        long together = parts.flatMapToLong(OptionalLong::stream)
                .map(MemoryWatch::resident)
                .sum();
        ProcessHandle included = command.get();
        long bytes = together + (included == null ? 0 : resident(included.pid()));
        most.accumulateAndGet(bytes, Math::max);
    }

    private static long resident(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try {
            if (!Files.exists(status)) {
                return 0;
            }
            Matcher matcher = RESIDENT.matcher(Files.readString(status));
            return matcher.find() ? 1024 * Long.parseLong(matcher.group(1)) : 0;
        } catch (NoSuchFileException e) {
            // It ended just now.
            return 0;
        } catch (IOException e) {
            if (!ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
                return 0;
            }
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        looker.shutdownNow();
    }
}
