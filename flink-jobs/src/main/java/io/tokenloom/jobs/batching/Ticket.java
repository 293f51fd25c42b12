package io.tokenloom.jobs.batching;

import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.preprocessing.EightBitPicture;

/**
 * A step that waits for its batch.
 *
 * @param item whose step it is
 * @param request the step
 * @param sinceNanos when it began to wait, by {@link System#nanoTime()}
 */
public record Ticket<T>(T item, StepRequest request, long sinceNanos) {
    private static final int COLOURS = 3;

    /** A step that waits from now on. */
    public static <T> Ticket<T> of(T item, StepRequest request) {
        return new Ticket<>(item, request, System.nanoTime());
    }

    /** Memory of picture and state. */
    long bytes() {
        int perValue = request.picture() instanceof EightBitPicture ? 1 : Float.BYTES;
        return (long) COLOURS
                        * perValue
                        * request.picture().width()
                        * request.picture().height()
                + request.state().content().length;
    }
}
