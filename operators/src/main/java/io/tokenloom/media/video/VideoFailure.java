package io.tokenloom.media.video;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;

/** The ways in which a video fails. Messages hold no content and no path. */
final class VideoFailure {
    private VideoFailure() {}

    static TokenizationException format(String message) {
        return new TokenizationException(FailureCode.VIDEO_FORMAT, message);
    }

    static TokenizationException unavailable(String what, Throwable cause) {
        return new TokenizationException(FailureCode.DECODER_UNAVAILABLE, unavailableMessage(what), cause);
    }

    static TokenizationException unavailable(String what) {
        return new TokenizationException(FailureCode.DECODER_UNAVAILABLE, unavailableMessage(what));
    }

    private static String unavailableMessage(String what) {
        return "FFmpeg, which decodes video, can't be run on this machine: " + what;
    }
}
