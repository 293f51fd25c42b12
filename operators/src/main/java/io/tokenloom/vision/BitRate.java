package io.tokenloom.vision;

import java.io.Serializable;
import java.time.Duration;

/**
 * A limit of bits per second of a stream's own time, as a token bucket: what a quiet scene does not use is there for the
 * next cut, up to a burst. A stream begins with a full bucket, so in any stretch of t seconds it costs at most
 * {@code bitsPerSecond * t + burst}. Immutable.
 *
 * @param bitsPerSecond long-term mean, over 0; infinite for no limit
 * @param burst how long a time's bits may be saved up, over 0
 */
public record BitRate(double bitsPerSecond, Duration burst) implements Serializable {
    /** No limit. */
    public static final BitRate UNLIMITED = new BitRate(Double.POSITIVE_INFINITY, Duration.ofSeconds(1));

    private static final double MICROS_PER_SECOND = 1e6;

    /** Checks both. */
    public BitRate {
        if (!(bitsPerSecond > 0)) {
            throw new IllegalArgumentException("a rate of " + bitsPerSecond + " bits per second; choose one over 0");
        }
        if (burst.isZero() || burst.isNegative()) {
            throw new IllegalArgumentException("a burst of " + burst + "; choose one over 0");
        }
    }

    /** Whether there is a limit. */
    public boolean limited() {
        return Double.isFinite(bitsPerSecond);
    }

    /** Most bits that can be saved up; infinite without a limit. */
    public double capacity() {
        return bitsPerSecond * burst.toNanos() / 1e9;
    }

    /** What is in the bucket after some time in which nothing was spent. */
    double refilled(double creditBits, long elapsedMicros) {
        return Math.min(capacity(), creditBits + bitsPerSecond * elapsedMicros / MICROS_PER_SECOND);
    }
}
