package io.tokenloom.cli.ledger;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.reader.ReaderException;
import java.time.Duration;
import java.util.Optional;
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
     * Reads outcomes until nothing is missing or time is over; once in any case. A broker or a registry that does not
     * answer for a while, as when it starts again, is waited for too.
     *
     * @param progress is told after each reading
     * @return the last report, balanced or not
     * @throws CommandException "unreachable" if Kafka or the registry does not answer when time is over
     */
    public LedgerReport until(RoutesLedger ledger, Consumer<LedgerReport> progress) {
        long start = System.nanoTime();
        while (true) {
            Optional<RuntimeException> unreachable = advance(ledger);
            LedgerReport report = ledger.report();
            progress.accept(report);
            boolean timeIsOver = System.nanoTime() - start >= limit.toNanos();
            if (unreachable.isPresent() && timeIsOver) {
                throw unreachable.get();
            }
            if (unreachable.isEmpty() && (timeIsOver || report.total().missing() == 0)) {
                return report;
            }
            pause();
        }
    }

    private static Optional<RuntimeException> advance(RoutesLedger ledger) {
        try {
            ledger.advance();
            return Optional.empty();
        } catch (CommandException | ReaderException e) {
            if (!ExitCode.isUnreachable(e)) {
                throw e;
            }
            return Optional.of(e);
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
