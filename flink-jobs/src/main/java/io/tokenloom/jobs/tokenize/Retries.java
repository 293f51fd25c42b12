package io.tokenloom.jobs.tokenize;

import io.tokenloom.deadletter.TokenizationException;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.util.concurrent.ExponentialBackoffRetryStrategy;
import org.apache.flink.util.concurrent.RetryStrategy;

/**
 * How often one record is tried, and how long is waited in between: a resource that is not there is asked for again for half
 * a minute. Not thread-safe.
 */
public final class Retries {
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int MOST = 9;

    /** A content that is behind its record by more than this is missing. */
    private static final Duration CONTENT_DELAY = Duration.ofSeconds(30);

    private RetryStrategy strategy = new ExponentialBackoffRetryStrategy(MOST, FIRST_WAIT, LONGEST_WAIT);
    private int attempts = 1;

    /** Tries so far, the one at work included. */
    public int attempts() {
        return attempts;
    }

    /** How long to wait until the next try; empty if this failure is the last word. */
    public Optional<Duration> waitAfter(TokenizationException failure, SourceRecord source) {
        if (!mayComeYet(failure, source) || strategy.getNumRemainingRetries() == 0) {
            return Optional.empty();
        }
        Duration wait = strategy.getRetryDelay();
        strategy = strategy.getNextRetryStrategy();
        attempts++;
        return Optional.of(wait);
    }

    /**
     * Whether to ask again. A content may come a little after its record; one that should have been there long ago must
     * not hold up the others.
     */
    private static boolean mayComeYet(TokenizationException failure, SourceRecord source) {
        return switch (failure.code()) {
            case CLAIM_MISSING -> System.currentTimeMillis() - source.timestamp() < CONTENT_DELAY.toMillis();
            // What this machine lacks it will not have in a minute.
            case DECODER_UNAVAILABLE -> false;
            default -> failure.code().retriable();
        };
    }
}
