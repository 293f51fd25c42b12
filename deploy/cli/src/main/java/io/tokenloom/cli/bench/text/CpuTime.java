package io.tokenloom.cli.bench.text;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Processor time of the thread that asks. */
public final class CpuTime {
    /** Of a rate. */
    public static final double NANOS_OF_A_SECOND = 1e9;

    static final double NANOS_OF_A_MILLISECOND = 1e6;
    static final double MEGABYTE = 1e6;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CpuTime() {}

    /** In nanoseconds since the thread began. */
    public static long nanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** Rate of bytes over nanoseconds, 10^6 bytes per second. */
    public static double megabytesPerSecond(long bytes, long nanos) {
        return bytes / MEGABYTE * NANOS_OF_A_SECOND / Math.max(1, nanos);
    }
}
