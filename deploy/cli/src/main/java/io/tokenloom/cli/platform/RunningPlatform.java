package io.tokenloom.cli.platform;

import io.tokenloom.standalone.JobSettings;
import java.util.concurrent.CountDownLatch;

/**
 * A platform that runs as long as this is open. One that ran before is used as it is and left running. What was started
 * here is stopped by {@link #close()}, and also when the process is told to end.
 */
public final class RunningPlatform implements AutoCloseable {
    private final Platform platform;
    private final boolean started;
    private final Thread hook;
    private boolean kept;

    private RunningPlatform(Platform platform, boolean started) {
        this.platform = platform;
        this.started = started;
        this.hook = new Thread(this::stopForEnd, "stop-platform");
    }

    /** Starts what does not run. */
    public static RunningPlatform of(Platform platform) {
        if (platform.status().supervisorPid().isPresent()) {
            return new RunningPlatform(platform, false);
        }
        try (StartWatch watch = StartWatch.onStandardError()) {
            platform.start(StartOptions.AS_BEFORE, watch);
        }
        return started(platform);
    }

    /** Starts a platform that does not run, with this job in place of the usual one. */
    public static RunningPlatform withJob(Platform platform, JobSettings job, int slots) {
        try (StartWatch watch = StartWatch.onStandardError()) {
            platform.start(job, slots, watch);
        }
        return started(platform);
    }

    private static RunningPlatform started(Platform platform) {
        RunningPlatform running = new RunningPlatform(platform, true);
        Runtime.getRuntime().addShutdownHook(running.hook);
        return running;
    }

    /** Leaves it running after all. */
    public void keep() {
        kept = started && withdrawHook();
    }

    private void stopForEnd() {
        System.err.println("tokenloom: stopping what was started");
        platform.stop();
    }

    private boolean withdrawHook() {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook stops the platform.
            return false;
        }
    }

    @Override
    public void close() {
        if (!started || kept) {
            return;
        }
        if (withdrawHook()) {
            platform.stop();
        } else {
            awaitEnd();
        }
    }

    /** What fails because the platform was stopped under it shall not be told as a failure. */
    private static void awaitEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
