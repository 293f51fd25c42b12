package io.tokenloom.model;

/**
 * The device has too little memory for this run, or for the graph itself. The model can go on to be used: a smaller batch
 * may fit, and so may the same one once a neighbour on the device is done.
 */
public final class DeviceMemoryException extends ModelException {
    private static final long serialVersionUID = 1L;

    DeviceMemoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
