package io.tokenloom.model;

/** The graph failed on what it was given, or was given what it does not take. The model can go on to be used. */
public final class ModelRunException extends ModelException {
    private static final long serialVersionUID = 1L;

    ModelRunException(String message, Throwable cause) {
        super(message, cause);
    }
}
