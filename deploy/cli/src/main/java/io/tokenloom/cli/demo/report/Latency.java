package io.tokenloom.cli.demo.report;

import java.util.List;

/**
 * Milliseconds from the Kafka timestamp of a source record, which is when the producer sent it, until a read_committed
 * consumer had its outcome (all its tokens, or its dead letter). So it holds the producer's open transaction, the job,
 * and the wait for the checkpoint that commits.
 *
 * @param records how many records were measured
 * @param p50 median
 * @param p99 99th percentile
 * @param max the slowest
 * @param buckets all of them, by time
 */
public record Latency(long records, double p50, double p99, double max, List<Bucket> buckets) {
    /** Copies. */
    public Latency {
        buckets = List.copyOf(buckets);
    }

    /**
     * How many took this long.
     *
     * @param from at least so many milliseconds
     * @param to and less than this
     * @param records how many
     */
    public record Bucket(double from, double to, long records) {}
}
