package io.tokenloom.jobs.tokenize;

import io.tokenloom.deadletter.TokenizationException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The threads that read, decode and store, beside the task's thread. What waits for them is bounded by their caller.
 * Thread-safe.
 */
final class DecodingPool implements AutoCloseable {
    private static final int FAREWELL_SECONDS = 30;

    private final ExecutorService threads;
    private final BlockingQueue<MediaOpener> openers;

    /** So many threads, each with an opener of its own. */
    DecodingPool(String name, int threads, Supplier<MediaOpener> opener) {
        this.openers = new ArrayBlockingQueue<>(threads);
        for (int i = 0; i < threads; i++) {
            openers.add(opener.get());
        }
        this.threads = Executors.newFixedThreadPool(threads, named("tokenloom-decoding-" + name + "-"));
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Work of this pool. */
    @FunctionalInterface
    interface Work<R> {
        /**
         * Does it.
         *
         * @throws InterruptedException if the pool is closed meanwhile
         */
        R get() throws InterruptedException;
    }

    /** What becomes of work, told from a thread of this pool; nothing is told once the pool is closed. */
    interface Answer<R> {
        /** It is done. */
        void done(R result);

        /** It can't be done: the record's own fault, or a resource's. */
        void refused(TokenizationException why);

        /** It failed as it should not. */
        void failed(Throwable fault);
    }

    /** Opens an item. */
    void open(SourceRecord source, Answer<OpenedItem> answer) {
        submit(
                () -> {
                    MediaOpener opener = openers.take();
                    try {
                        return opener.open(source);
                    } finally {
                        openers.add(opener);
                    }
                },
                answer);
    }

    /** Does something whose end nobody waits for. */
    void execute(Runnable work) {
        threads.execute(work);
    }

    /** Does something else. */
    <R> void submit(Work<R> work, Answer<R> answer) {
        threads.execute(() -> {
            try {
                answer.done(work.get());
            } catch (InterruptedException | CancellationException e) {
                // Only closing interrupts: what was at work will be asked for again.
                Thread.currentThread().interrupt();
            } catch (TokenizationException e) {
                if (!threads.isShutdown()) {
                    answer.refused(e);
                }
            } catch (RuntimeException | Error e) {
                answer.failed(e);
            }
        });
    }

    /** Ends the threads and waits for them. */
    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            threads.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
