package io.tokenloom.cli.bench.archive;

import io.tokenloom.cli.bench.text.CpuTime;
import java.util.function.Supplier;

/** Times work by turns: the fastest counts. */
final class Turns {
    private static final int LEAST = 3;

    private final long nanos;

    /** @param seconds processor time of all turns at a piece of work together, at least three turns; 0 for one turn */
    Turns(double seconds) {
        this.nanos = (long) (seconds * CpuTime.NANOS_OF_A_SECOND);
    }

    /** 10^6 bytes per second of processor time. */
    double megabytesPerSecond(int bytes, Supplier<?> work) {
        long begun = CpuTime.nanos();
        long fastest = Long.MAX_VALUE;
        int least = nanos == 0 ? 1 : LEAST;
        for (int turn = 0; turn < least || CpuTime.nanos() - begun < nanos; turn++) {
            long start = CpuTime.nanos();
            // The result is looked at, so that no work is left out.
            if (work.get() == null) {
                throw new IllegalStateException("no result");
            }
            fastest = Math.min(fastest, CpuTime.nanos() - start);
        }
        return CpuTime.megabytesPerSecond(bytes, fastest);
    }
}
