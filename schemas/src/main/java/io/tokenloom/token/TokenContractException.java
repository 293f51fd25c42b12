package io.tokenloom.token;

/** Something was asked of a token record that its contract forbids; the message says what, and what is valid. */
public final class TokenContractException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what was asked and what is valid. */
    public TokenContractException(String message) {
        super(message);
    }
}
