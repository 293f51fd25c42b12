package io.tokenloom.jobs.routes;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * How steps of streams become batches. Immutable.
 *
 * @param items most steps of a batch, at least 1: more use a GPU better and take more of its memory
 * @param bytes most bytes of pictures and states of a batch; one step may have more
 * @param delay longest time that a step waits for others, where others can be expected
 * @param deadline when a run of the model counts as stuck
 */
public record BatchOptions(int items, long bytes, Duration delay, Duration deadline) implements Serializable {
    /** Sixteen steps or 32 MiB, two milliseconds, a minute. */
    public static final BatchOptions DEFAULT =
            new BatchOptions(16, 32L * 1024 * 1024, Duration.ofMillis(2), Duration.ofMinutes(1));

    /** Checks all. */
    public BatchOptions {
        Objects.requireNonNull(delay, "delay");
        Objects.requireNonNull(deadline, "deadline");
        if (items < 1 || bytes < 1 || delay.isNegative() || deadline.isZero() || deadline.isNegative()) {
            throw new IllegalArgumentException("a batch of " + items + " items and " + bytes + " bytes, a delay of "
                    + delay + " and a deadline of " + deadline
                    + "; choose at least 1 item and byte, a delay of 0 or more, and a deadline over 0");
        }
    }
}
