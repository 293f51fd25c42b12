package io.tokenloom.text.dynamic;

import java.util.Objects;

/**
 * How a batch of token sequences is shortened. Thread-safe: immutable.
 *
 * @param merges the most merges that are made, 0 or more
 * @param boundary which pairs may be merged
 * @param minimumCount merging ends when no valid pair is there so often, counted over the batch, overlaps included; 1 or
 *     more. 1 is the published rule, which also merges what is there once: that shortens its batch by one token and
 *     costs an entry of a {@link VocabularyDelta}, which takes more bytes than the token saved. So a stream, which stores
 *     and sends deltas, sets 2 or more
 * @param maximumTokenBytes a join of more bytes is not valid; 2 or more. The published rule has no such bound, and
 *     without one the bytes of a delta may grow with the square of {@code merges} on text without white space
 */
public record DynamicRules(int merges, Boundary boundary, int minimumCount, int maximumTokenBytes) {
    /** Longest token of {@link #forStream}, in bytes. */
    public static final int STREAM_TOKEN_BYTES = 256;

    public DynamicRules {
        Objects.requireNonNull(boundary, "boundary");
        if (merges < 0) {
            throw new IllegalArgumentException("merges is " + merges + "; it must be 0 or more");
        }
        if (minimumCount < 1) {
            throw new IllegalArgumentException("minimumCount is " + minimumCount + "; it must be 1 or more");
        }
        if (maximumTokenBytes < 2) {
            throw new IllegalArgumentException("maximumTokenBytes is " + maximumTokenBytes + "; it must be 2 or more");
        }
    }

    /** The published rules: every valid pair counts, and tokens may have any length. */
    public DynamicRules(int merges, Boundary boundary) {
        this(merges, boundary, 1, Integer.MAX_VALUE);
    }

    /** Rules for a stream: pairs that are there twice or more, and tokens of at most {@link #STREAM_TOKEN_BYTES}. */
    public static DynamicRules forStream(int merges, Boundary boundary) {
        return new DynamicRules(merges, boundary, 2, STREAM_TOKEN_BYTES);
    }
}
