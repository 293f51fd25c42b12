package io.tokenloom.model;

/**
 * A graph can't be loaded on a device, or did not give what was asked. Which of them it is says what the caller can do:
 * nothing without a change of bundle or machine ({@link ModelLoadException}, {@link DeviceMissingException}), ask for less
 * at once ({@link DeviceMemoryException}), leave this input ({@link ModelRunException}), or nothing at all, for the caller
 * itself has ended the run ({@link RunStoppedException}).
 */
public abstract sealed class ModelException extends RuntimeException
        permits ModelLoadException,
                DeviceMissingException,
                DeviceMemoryException,
                ModelRunException,
                RunStoppedException {
    private static final long serialVersionUID = 1L;

    ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
