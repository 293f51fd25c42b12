package io.tokenloom.deadletter;

import java.util.Objects;

/**
 * One record can't become tokens. Tokenizers and readers throw it; the operator alone decides between output, dead
 * letter and failure. The message goes into a dead-letter header, so it holds no payload, path or address.
 */
public final class TokenizationException extends RuntimeException {
    private final FailureCode code;

    /** A failure with a code and a message that names what was wrong, the value and the limit. */
    public TokenizationException(FailureCode code, String message) {
        super(Objects.requireNonNull(message, "message"));
        this.code = Objects.requireNonNull(code, "code");
    }

    /** A failure with its cause. */
    public TokenizationException(FailureCode code, String message, Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.code = Objects.requireNonNull(code, "code");
    }

    /** Why. */
    public FailureCode code() {
        return code;
    }
}
