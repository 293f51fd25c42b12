package io.tokenloom.vision;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a stream begins anew besides where its tokenizer has it begin: after a gap, and at an age. It always does when a
 * frame asks for it. Immutable.
 *
 * @param gapFrames indices that may be missing between two frames, 0 or more; {@link #ANY_NUMBER} for no limit
 * @param gap time that may pass between two frames, over 0; {@link #ANY_TIME} for no limit
 * @param age time after a reset from which on a frame begins anew, over 0; {@link #ANY_TIME} for no limit
 */
public record ResetPolicy(long gapFrames, Duration gap, Duration age) implements Serializable {
    /** A gap that no stream can have. */
    public static final long ANY_NUMBER = Long.MAX_VALUE;

    /** Longer than the time of any stream. */
    public static final Duration ANY_TIME = Duration.ofSeconds(Long.MAX_VALUE);

    /** Only when a frame asks for it. */
    public static final ResetPolicy ON_DEMAND = new ResetPolicy(ANY_NUMBER, ANY_TIME, ANY_TIME);

    /** Checks all. */
    public ResetPolicy {
        if (gapFrames < 0) {
            throw new IllegalArgumentException("a gap of " + gapFrames + " frames; choose 0 or more");
        }
        requirePositive("gap", gap);
        requirePositive("age", age);
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("resets." + name + " of " + duration + "; choose more than 0");
        }
    }
}
