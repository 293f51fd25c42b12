package io.tokenloom.cli.bench.pipeline;

import java.time.Duration;

/**
 * One lane over one backlog.
 *
 * @param records how many lines
 * @param bytes their bytes
 * @param millis from the first to the last committed output record
 * @param workerCpu processor time of Flink's worker
 * @param brokerCpu processor time of the broker
 */
record RaceResult(long records, long bytes, long millis, Duration workerCpu, Duration brokerCpu) {
    private static final double MILLIS = 1000;
    private static final double NANOS = 1e9;
    private static final double MEGABYTE = 1e6;

    double recordsPerSecond() {
        return records * MILLIS / millis;
    }

    double megabytesPerSecond() {
        return bytes / MEGABYTE * MILLIS / millis;
    }

    /** Seconds of a processor for 10^6 bytes of lines. */
    double workerCpuPerMegabyte() {
        return workerCpu.toNanos() / NANOS / (bytes / MEGABYTE);
    }

    /** Seconds of a processor for 10^6 bytes of lines. */
    double brokerCpuPerMegabyte() {
        return brokerCpu.toNanos() / NANOS / (bytes / MEGABYTE);
    }
}
