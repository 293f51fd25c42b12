package io.tokenloom.cli.bench.pipeline;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.records.OffsetRange;
import io.tokenloom.jobs.routes.Connections;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Lets a lane work off a backlog as fast as it can. Not thread-safe. */
final class Race {
    private static final long TICK_MILLIS = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final BenchPlatform platform;
    private final Connections connections;
    private final Topics topics;
    private final Items items;
    private long nextItem;

    Race(BenchPlatform platform, Topics topics, Items items) {
        this.platform = platform;
        this.connections = platform.connections();
        this.topics = topics;
        this.items = items;
    }

    /**
     * Runs once. Checks that each item became exactly one record.
     *
     * @throws CommandException if it did not, or if the job stands still
     */
    RaceResult run(Lane lane, long bytes) throws InterruptedException {
        Map<TopicPartition, Long> starts = topics.stableEnds(lane.target());
        try (Backlog backlog = Backlog.write(connections, lane.source(), items, nextItem, bytes)) {
            nextItem += backlog.records();
            Duration worker = platform.workerCpu();
            Duration broker = platform.brokerCpu();
            backlog.show();
            LongSummaryStatistics times = awaitOutput(lane, starts, backlog.records());
            return new RaceResult(
                    backlog.records(),
                    backlog.bytes(),
                    Math.max(1, times.getMax() - times.getMin()),
                    platform.workerCpu().minus(worker),
                    platform.brokerCpu().minus(broker));
        }
    }

    /** The number of the first item that no run has sent. */
    long nextItem() {
        return nextItem;
    }

    /** When the broker appended the records. They are read only when all of them should be there. */
    private LongSummaryStatistics awaitOutput(Lane lane, Map<TopicPartition, Long> starts, long wanted)
            throws InterruptedException {
        long reached = -1;
        long lastProgress = System.nanoTime();
        while (true) {
            Map<TopicPartition, OffsetRange> ranges = topics.since(lane.target(), starts);
            // Markers of transactions count as well, so this may be a little early.
            long there = ranges.values().stream().mapToLong(OffsetRange::length).sum();
            if (there >= wanted) {
                LongSummaryStatistics times = new LongSummaryStatistics();
                topics.records().visit(ranges, read -> times.accept(read.timestamp()));
                if (times.getCount() >= wanted) {
                    return exactly(wanted, times);
                }
            }
            if (there != reached) {
                reached = there;
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > PATIENCE.toNanos()) {
                throw CommandException.failed(lane.target() + " stands still at " + there + " of " + wanted
                        + " records. Lines that are no UTF-8 would do that, as dead letters; else see "
                        + platform.home().resolve("logs"));
            }
            Thread.sleep(TICK_MILLIS);
        }
    }

    private static LongSummaryStatistics exactly(long wanted, LongSummaryStatistics times) {
        if (times.getCount() != wanted) {
            throw CommandException.failed(wanted + " items became " + times.getCount() + " records");
        }
        return times;
    }
}
