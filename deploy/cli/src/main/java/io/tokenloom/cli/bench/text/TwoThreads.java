package io.tokenloom.cli.bench.text;

import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One tokenizer used by one thread and by two. */
final class TwoThreads {
    private final TextTokenizer tokenizer;
    private final List<byte[]> documents;
    private final long nanos;
    private final Results results;

    /** @param nanos of the clock for each run */
    TwoThreads(TextTokenizer tokenizer, List<TextGroup> groups, long nanos, Results results) {
        this.tokenizer = tokenizer;
        this.documents = groups.stream()
                .flatMap(group -> Shape.PAGES.documents(group.utf8()).stream())
                .toList();
        this.nanos = nanos;
        this.results = results;
    }

    /** What one thread did. */
    private record Work(long bytes, long clockNanos, long cpuNanos) {
        double rate() {
            return CpuTime.megabytesPerSecond(bytes, clockNanos);
        }

        double cpuRate() {
            return CpuTime.megabytesPerSecond(bytes, cpuNanos);
        }
    }

    void run(int rounds) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < rounds; round++) {
                List<Work> one = work(workers, 1);
                List<Work> two = work(workers, 2);
                results.sample(
                        Names.ONE_THREAD, one.stream().mapToDouble(Work::rate).sum(), "MB/s");
                results.sample(
                        Names.TWO_THREADS, two.stream().mapToDouble(Work::rate).sum(), "MB/s");
                results.sample(
                        Names.TWO_THREADS_CPU,
                        two.stream().mapToDouble(Work::cpuRate).sum()
                                / one.get(0).cpuRate(),
                        "");
            }
        } finally {
            workers.shutdown();
        }
    }

    private List<Work> work(ExecutorService workers, int threads) throws InterruptedException {
        List<Callable<Work>> tasks = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int first = thread * documents.size() / 2;
            tasks.add(() -> work(first));
        }
        try {
            List<Work> done = new ArrayList<>();
            for (Future<Work> result : workers.invokeAll(tasks)) {
                done.add(result.get());
            }
            return done;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a document that was encoded before can't be encoded", e.getCause());
        }
    }

    private Work work(int first) {
        TokenBuffer buffer = TokenBuffer.ofIds();
        long bytes = 0;
        int document = first;
        long start = System.nanoTime();
        long startCpu = CpuTime.nanos();
        while (System.nanoTime() - start < nanos) {
            byte[] utf8 = documents.get(document);
            buffer.clear();
            tokenizer.encode(utf8, 0, utf8.length, buffer);
            bytes += utf8.length;
            document = (document + 1) % documents.size();
        }
        return new Work(bytes, System.nanoTime() - start, CpuTime.nanos() - startCpu);
    }
}
