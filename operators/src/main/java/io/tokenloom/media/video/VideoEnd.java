package io.tokenloom.media.video;

import io.tokenloom.deadletter.FailureCode;

/** How a video ended. */
public sealed interface VideoEnd {
    /** The file was decoded to its end without damage. */
    record Complete() implements VideoEnd {}

    /**
     * The frames given out are good, and there are or may be more that could not be had.
     *
     * @param code VIDEO_DECODE for damage, VIDEO_LIMIT for a limit
     * @param reason a sentence that names it
     */
    record Partial(FailureCode code, String reason) implements VideoEnd {}
}
