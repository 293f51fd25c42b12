package io.tokenloom.cli.ledger;

import io.tokenloom.cli.CommandException;
import java.time.Duration;
import java.util.function.Consumer;

/** Waits for outcomes that are still to come. Thread-safe: immutable. */
public final class LedgerWait {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Duration limit;

    /** Waits so long at most. */
    public LedgerWait(Duration limit) {
        this.limit = limit;
    }

    /**
     * Reads outcomes until nothing is missing or time is over; once in any case.
     *
     * @param progress is told after each reading
     * @return the last report, balanced or not
     */
    public LedgerReport until(RoutesLedger ledger, Consumer<LedgerReport> progress) {
        long start = System.nanoTime();
        while (true) {
            ledger.advance();
            LedgerReport report = ledger.report();
            progress.accept(report);
            if (report.total().missing() == 0 || System.nanoTime() - start >= limit.toNanos()) {
                return report;
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("interrupted", e);
        }
    }
}
