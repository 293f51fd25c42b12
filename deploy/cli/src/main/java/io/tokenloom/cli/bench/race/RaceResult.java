package io.tokenloom.cli.bench.race;

import java.time.Duration;

/**
 * One route over one backlog.
 *
 * @param records how many items
 * @param bytes their bytes
 * @param arrivals when the output records came
 * @param workerCpu processor time of Flink's worker
 * @param brokerCpu processor time of the broker
 */
public record RaceResult(long records, long bytes, Arrivals arrivals, Duration workerCpu, Duration brokerCpu) {
    private static final double MILLIS = 1000;
    private static final double NANOS = 1e9;
    private static final double MEGABYTE = 1e6;

    /** Rate of records. */
    public double recordsPerSecond() {
        return records * MILLIS / arrivals.millis();
    }

    /** Rate of their bytes, 10^6. */
    public double megabytesPerSecond() {
        return bytes / MEGABYTE * MILLIS / arrivals.millis();
    }

    /** Seconds of a processor for 10^6 bytes of items. */
    public double workerCpuPerMegabyte() {
        return workerCpu.toNanos() / NANOS / (bytes / MEGABYTE);
    }

    /** Seconds of a processor for 10^6 bytes of items. */
    public double brokerCpuPerMegabyte() {
        return brokerCpu.toNanos() / NANOS / (bytes / MEGABYTE);
    }
}
