package io.tokenloom.model;

/** A run that was ended by its {@link RunHandle}. It says nothing about the input or the model. */
public final class RunStoppedException extends ModelException {
    private static final long serialVersionUID = 1L;

    RunStoppedException(String message, Throwable cause) {
        super(message, cause);
    }
}
