package io.tokenloom.cli.demo;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.ledger.LedgerCounts;
import io.tokenloom.cli.ledger.LedgerReport;
import io.tokenloom.cli.ledger.RoutesLedger;
import java.time.Duration;
import java.util.function.Consumer;

/** Waits for outcomes as long as they keep coming. Immutable. */
final class OutcomeWait {
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Duration patience;

    /** Gives up when nothing has changed for so long. */
    OutcomeWait(Duration patience) {
        this.patience = patience;
    }

    /**
     * Reads outcomes until nothing is missing or nothing comes any more.
     *
     * @param progress is told after each reading
     * @return the last report, balanced or not
     */
    LedgerReport until(RoutesLedger ledger, Consumer<LedgerCounts> progress) {
        long missing = Long.MAX_VALUE;
        long lastChange = System.nanoTime();
        while (true) {
            ledger.advance();
            LedgerReport report = ledger.report();
            LedgerCounts total = report.total();
            progress.accept(total);
            if (total.missing() != missing) {
                missing = total.missing();
                lastChange = System.nanoTime();
            }
            if (missing == 0 || System.nanoTime() - lastChange > patience.toNanos()) {
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
