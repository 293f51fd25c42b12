package io.tokenloom.cli.bench.kill;

import io.tokenloom.cli.CommandException;
import java.time.Duration;

/** Waits between two looks. */
final class Pause {
    private Pause() {}

    /** Lets this time pass. */
    static void of(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("interrupted", e);
        }
    }
}
