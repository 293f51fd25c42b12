package io.tokenloom.media;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;

/** The three ways in which an image fails. Messages hold no content. */
final class ImageFailure {
    private ImageFailure() {}

    static TokenizationException format(String message) {
        return new TokenizationException(FailureCode.IMAGE_FORMAT, message);
    }

    static TokenizationException limit(String message) {
        return new TokenizationException(FailureCode.IMAGE_LIMIT, message);
    }

    static TokenizationException broken(MediaType type, String what) {
        return new TokenizationException(FailureCode.IMAGE_DECODE, brokenMessage(type, what));
    }

    static TokenizationException broken(MediaType type, String what, Throwable cause) {
        return new TokenizationException(FailureCode.IMAGE_DECODE, brokenMessage(type, what), cause);
    }

    private static String brokenMessage(MediaType type, String what) {
        return "the " + type.title() + " image is broken: " + what + "; send the item again from an intact file";
    }
}
