package io.tokenloom.cli.bench.quality;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Work on all processors. */
final class Workers {
    private Workers() {}

    /**
     * Does all tasks; where one fails, those that have not ended are interrupted.
     *
     * @return what they gave, in their order
     */
    static <T> List<T> all(List<? extends Callable<T>> tasks) throws IOException, InterruptedException {
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<T>> begun = new ArrayList<>();
            tasks.forEach(task -> begun.add(workers.submit(task)));
            List<T> results = new ArrayList<>();
            for (Future<T> done : begun) {
                results.add(done.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException unreadable) {
                throw unreadable;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }
}
