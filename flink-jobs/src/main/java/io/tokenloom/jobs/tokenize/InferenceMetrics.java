package io.tokenloom.jobs.tokenize;

import io.tokenloom.jobs.batching.Batch;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What the model of a route did, in Flink's metrics with the label {@code route}: {@code inference_requests} (steps), {@code
 * inference_runs}, {@code batchSize}, {@code queueDelay} and {@code runTime} in microseconds, {@code inFlight} (items at
 * work), {@code batchSplits}, {@code outOfMemory}, {@code deadlineMisses}. Confined to one task.
 */
final class InferenceMetrics {
    private static final int WINDOW = 256;

    private final Counter requests;
    private final Counter runs;
    private final Counter splits;
    private final Counter outOfMemory;
    private final Counter deadlineMisses;
    private final Histogram batchSize = new DescriptiveStatisticsHistogram(WINDOW);
    private final Histogram queueDelay = new DescriptiveStatisticsHistogram(WINDOW);
    private final Histogram runTime = new DescriptiveStatisticsHistogram(WINDOW);
    private volatile int inFlight;

    InferenceMetrics(MetricGroup operator, String route) {
        MetricGroup group = operator.addGroup("tokenloom").addGroup("route", route);
        requests = group.counter("inference_requests");
        runs = group.counter("inference_runs");
        splits = group.counter("batchSplits");
        outOfMemory = group.counter("outOfMemory");
        deadlineMisses = group.counter("deadlineMisses");
        group.histogram("batchSize", batchSize);
        group.histogram("queueDelay", queueDelay);
        group.histogram("runTime", runTime);
        group.gauge("inFlight", () -> inFlight);
    }

    void batch(int steps, Batch.Work work) {
        requests.inc(steps);
        runs.inc(work.runs());
        splits.inc(work.splits());
        outOfMemory.inc(work.outOfMemory());
        deadlineMisses.inc(work.deadlineMisses());
        batchSize.update(steps);
        queueDelay.update(work.delayNanos() / 1000);
        runTime.update(work.runNanos() / 1000);
    }

    void inFlight(int items) {
        inFlight = items;
    }
}
