package io.tokenloom.model;

/** A graph can't be loaded on a device, or fails while it runs. */
public final class ModelException extends RuntimeException {
    /** With cause and mend. */
    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
