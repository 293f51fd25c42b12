package io.tokenloom.model;

/** Failures of models that no small graph can be made to have at will, and looks at handles, for tests. */
public final class ModelFailures {
    private ModelFailures() {}

    /** The device has too little memory. */
    public static DeviceMemoryException outOfMemory() {
        return new DeviceMemoryException("the device has too little memory", null);
    }

    /** The graph failed. */
    public static ModelRunException failed() {
        return new ModelRunException("the model failed", null);
    }

    /** Runs until the handle stops it, as a model does that comes to no end. */
    public static RunStoppedException endless(RunHandle handle) {
        while (!handle.stopped()) {
            Thread.onSpinWait();
        }
        return new RunStoppedException("the run was stopped", null);
    }
}
