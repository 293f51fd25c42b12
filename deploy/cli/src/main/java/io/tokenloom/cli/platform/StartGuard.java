package io.tokenloom.cli.platform;

import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * Takes a start back when this process is told to end (Ctrl-C, SIGTERM) in the middle of it: the started processes do
 * not hear Ctrl-C themselves.
 */
final class StartGuard {
    private StartGuard() {}

    /**
     * Runs a start on this thread.
     *
     * @param start must give up with an exception when interrupted, and then leave nothing running
     * @param undo takes back a start that succeeded just when the process was told to end
     */
    static <T> T run(Supplier<T> start, Runnable undo) {
        CountDownLatch settled = new CountDownLatch(1);
        Thread starter = Thread.currentThread();
        Thread hook = new Thread(() -> takeBack(starter, settled), "take-start-back");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            T started = start.get();
            if (!withdrawn(hook)) {
                Thread.interrupted();
                undo.run();
            }
            return started;
        } finally {
            withdrawn(hook);
            settled.countDown();
        }
    }

    private static void takeBack(Thread starter, CountDownLatch settled) {
        System.err.println("tokenloom: stopping what was started");
        starter.interrupt();
        try {
            // Not a join: the starter may itself be waiting for this shutdown by now.
            settled.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when the process is ending and the hook runs. */
    private static boolean withdrawn(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
