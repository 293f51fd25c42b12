package io.tokenloom.jobs.batching;

import io.tokenloom.jobs.routes.BatchOptions;
import io.tokenloom.vision.VisualTokenizer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The thread that runs the model: one batch after the other, as long as it is not closed. Thread-safe.
 */
public final class InferenceWorker<T> implements AutoCloseable {
    /** A run that does not hear its stop is left to end by itself after this. */
    private static final Duration FAREWELL = Duration.ofSeconds(30);

    private final StepQueue<T> steps;
    private final BatchSize size;
    private final BatchRunner runner;
    private final Consumer<Batch<T>> done;
    private final Consumer<Throwable> failed;
    private final Runnable last;
    private final Thread thread;

    /**
     * What a worker tells, from its own thread.
     *
     * @param done a batch has its results; must not fail
     * @param failed the worker has ended by a fault of its own
     * @param last it has ended, however: the tokenizer is not used any more
     */
    public record Listener<T>(Consumer<Batch<T>> done, Consumer<Throwable> failed, Runnable last) {}

    /** Starts a worker. */
    public InferenceWorker(
            String name, VisualTokenizer tokenizer, BatchOptions options, StepQueue<T> steps, Listener<T> listener) {
        this.steps = steps;
        this.size = new BatchSize(options.items());
        this.runner = new BatchRunner(tokenizer, size, options.deadline());
        this.done = listener.done();
        this.failed = listener.failed();
        this.last = listener.last();
        this.thread = new Thread(this::work, "tokenloom-inference-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void work() {
        try {
            while (true) {
                List<Ticket<T>> batch = steps.take(size.now());
                done.accept(runner.run(batch));
            }
        } catch (InterruptedException e) {
            // Closed: what is waiting will be asked for again.
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failed.accept(e);
        } finally {
            last.run();
        }
    }

    /** Ends the thread, and the run that it is at as far as that can be ended. */
    @Override
    public void close() {
        runner.stop();
        thread.interrupt();
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(FAREWELL.toMillis());
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
