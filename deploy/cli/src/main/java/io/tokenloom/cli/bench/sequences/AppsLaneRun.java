package io.tokenloom.cli.bench.sequences;

import io.tokenloom.cli.CommandException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Follows an application from its first commit to the one behind which nothing is left. Thread-safe: stateless. */
final class AppsLaneRun {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final long LOOK_MILLIS = 50;

    /** What comes before is of a process that warms up, and of partitions that are being assigned. */
    private static final double MEASURED_FROM = 0.2;

    private AppsLaneRun() {}

    /**
     * What a run took.
     *
     * @param records input records in the measured part of the run
     * @param seconds that it took
     * @param cpu processor time of the process in it
     */
    record Taken(long records, double seconds, Duration cpu) {
        double recordsPerSecond() {
            return records / seconds;
        }

        double cpuMicrosPerRecord() {
            return cpu.toNanos() / 1e3 / records;
        }
    }

    private record Moment(long records, long nanos, Duration cpu) {}

    /**
     * Waits for the end of a run.
     *
     * @throws CommandException if the process ends before, or nothing is at its end in time
     */
    static Taken follow(AppsProgress progress, Process process, Path output) throws InterruptedException {
        long all = progress.all();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        Moment from = null;
        while (true) {
            Moment now = new Moment(progress.read(), System.nanoTime(), cpu(process));
            if (from == null && now.records() >= all * MEASURED_FROM) {
                from = now;
            }
            if (now.records() >= all && progress.isAtEnd()) {
                return new Taken(
                        all - from.records(),
                        (now.nanos() - from.nanos()) / 1e9,
                        now.cpu().minus(from.cpu()));
            }
            if (!process.isAlive()) {
                throw CommandException.failed("the apps ended with status " + process.exitValue() + "; see " + output);
            }
            if (now.nanos() - deadline > 0) {
                throw CommandException.failed(
                        now.records() + " of " + all + " records within " + LIMIT.toSeconds() + " s; see " + output);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private static Duration cpu(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
