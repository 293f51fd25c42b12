package io.tokenloom.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C (or SIGTERM) as a question that a loop asks, so that it can end in order: the process waits until this is
 * closed. Thread-safe.
 */
public final class EndSignal implements AutoCloseable {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::askAndWait, "end-in-order");

    private EndSignal() {}

    /** The signals to this process, from now on. */
    public static EndSignal ofProcess() {
        EndSignal signal = new EndSignal();
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /** Waits so long, or until the end is asked for. True if it is. */
    public boolean awaits(Duration patience) {
        try {
            return asked.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void askAndWait() {
        asked.countDown();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All is done: the process may end. */
    @Override
    public void close() {
        ended.countDown();
        if (asked.getCount() > 0) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The signal came just now, and the hook does not wait any more.
                asked.countDown();
            }
        }
    }
}
