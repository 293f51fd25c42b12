package io.tokenloom.model;

/** A graph that can't be loaded, on whatever device. The message names cause and mend. */
public final class ModelLoadException extends ModelException {
    private static final long serialVersionUID = 1L;

    ModelLoadException(String message, Throwable cause) {
        super(message, cause);
    }
}
