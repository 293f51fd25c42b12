package io.tokenloom.jobs.routes;

import java.time.Duration;
import java.util.Objects;

/**
 * How sure and how fast records arrive. Immutable.
 *
 * @param guarantee what readers may count on
 * @param checkpointInterval time between checkpoints; with exactly-once also how long a record stays invisible
 * @param checkpointTimeout when a checkpoint counts as failed
 * @param transactionTimeout when Kafka aborts a transaction by itself; longer than a checkpoint and a restart together
 */
public record Delivery(
        Guarantee guarantee, Duration checkpointInterval, Duration checkpointTimeout, Duration transactionTimeout) {
    /** Exactly once, visible within about a second; ten minutes for a restart, within a broker's usual maximum of 15. */
    public static final Delivery DEFAULT =
            new Delivery(Guarantee.EXACTLY_ONCE, Duration.ofSeconds(1), Duration.ofMinutes(2), Duration.ofMinutes(10));

    /** Checks that all is there. */
    public Delivery {
        Objects.requireNonNull(guarantee, "guarantee");
        Objects.requireNonNull(checkpointInterval, "checkpointInterval");
        Objects.requireNonNull(checkpointTimeout, "checkpointTimeout");
        Objects.requireNonNull(transactionTimeout, "transactionTimeout");
    }
}
