package io.tokenloom.cli.bench.race;

import io.tokenloom.cli.CommandException;
import io.tokenloom.connection.Connections;
import io.tokenloom.reader.records.OffsetRange;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;

/** Lets a route work off a backlog as fast as it can. Not thread-safe. */
public final class Race {
    private static final long TICK_MILLIS = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final BenchPlatform platform;
    private final Connections connections;
    private final Topics topics;
    private final Items items;
    private long nextItem;

    /** Of these items, from the first on. */
    public Race(BenchPlatform platform, Topics topics, Items items) {
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
    public RaceResult run(Course course, Load load) throws InterruptedException {
        Map<TopicPartition, Long> starts = topics.stableEnds(course.target());
        try (Backlog backlog = Backlog.write(connections, course.source(), items, nextItem, load)) {
            nextItem += backlog.records();
            Duration worker = platform.workerCpu();
            Duration broker = platform.brokerCpu();
            backlog.show();
            Arrivals arrivals = awaitOutput(course, starts, backlog.records());
            return new RaceResult(
                    backlog.records(),
                    backlog.bytes(),
                    arrivals,
                    platform.workerCpu().minus(worker),
                    platform.brokerCpu().minus(broker));
        }
    }

    /** The number of the first item that no run has sent. */
    public long nextItem() {
        return nextItem;
    }

    /** When the broker appended the records. They are read only when all of them should be there. */
    private Arrivals awaitOutput(Course course, Map<TopicPartition, Long> starts, long wanted)
            throws InterruptedException {
        long reached = -1;
        long lastProgress = System.nanoTime();
        while (true) {
            Map<TopicPartition, OffsetRange> ranges = topics.since(course.target(), starts);
            // Markers of transactions count as well, so this may be a little early.
            long there = ranges.values().stream().mapToLong(OffsetRange::length).sum();
            if (there >= wanted) {
                LongStream.Builder times = LongStream.builder();
                LongAdder count = new LongAdder();
                topics.records().visit(ranges, read -> {
                    times.add(read.timestamp());
                    count.increment();
                });
                if (count.sum() >= wanted) {
                    return exactly(wanted, count.sum(), Arrivals.of(times.build()));
                }
            }
            if (there != reached) {
                reached = there;
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > PATIENCE.toNanos()) {
                throw CommandException.failed(course.target() + " stands still at " + there + " of " + wanted
                        + " records. Lines that are no UTF-8 would do that, as dead letters; else see "
                        + platform.home().resolve("logs"));
            }
            Thread.sleep(TICK_MILLIS);
        }
    }

    private static Arrivals exactly(long wanted, long count, Arrivals arrivals) {
        if (count != wanted) {
            throw CommandException.failed(wanted + " items became " + count + " records");
        }
        return arrivals;
    }
}
