package io.tokenloom.jobs.batching;

import io.tokenloom.model.RunHandle;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Runs of a model that are ended when they take too long, as far as the model can be ended: one that is done before it
 * notices counts. For one thread, but for {@link #stop()}.
 */
final class TimedRun {
    private final Duration limit;
    private RunHandle running;
    private boolean stopped;

    TimedRun(Duration limit) {
        this.limit = limit;
    }

    Duration limit() {
        return limit;
    }

    /**
     * Does it.
     *
     * @throws io.tokenloom.model.RunStoppedException if it took too long, or after {@link #stop()}
     */
    <R> R run(Function<RunHandle, R> work) {
        RunHandle handle = begin();
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            done.orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS).exceptionally(timeout -> {
                handle.stop();
                return null;
            });
            return work.apply(handle);
        } finally {
            done.complete(null);
            end();
        }
    }

    private synchronized RunHandle begin() {
        running = new RunHandle();
        if (stopped) {
            running.stop();
        }
        return running;
    }

    private synchronized void end() {
        running = null;
    }

    /** Ends the run at work and all to come. */
    synchronized void stop() {
        stopped = true;
        if (running != null) {
            running.stop();
        }
    }

    synchronized boolean stopped() {
        return stopped;
    }
}
