package io.tokenloom.model;

/** A device that was asked for is not there, or can't be used. The message names what is missing and the mend. */
public final class DeviceMissingException extends ModelException {
    private static final long serialVersionUID = 1L;

    DeviceMissingException(String message, Throwable cause) {
        super(message, cause);
    }
}
