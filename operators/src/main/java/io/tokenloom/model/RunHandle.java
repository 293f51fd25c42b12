package io.tokenloom.model;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/**
 * Ends a run from another thread, for a deadline or a cancel: one handle for one run. Thread-safe.
 *
 * <p>ONNX Runtime looks between two nodes of a graph, and between two rounds of a loop in it, whether it is to stop. So a
 * stop waits for the node at work; a graph that is one long node can't be stopped.
 */
public final class RunHandle {
    private OrtSession.RunOptions running;
    private boolean stopped;

    /**
     * Ends the run, which then throws {@link RunStoppedException}. One that has not begun will not begin; one that is
     * done, or nearly, is left as it is. Doing so again does nothing.
     *
     * @throws IllegalStateException if ONNX Runtime does not take the request
     */
    public synchronized void stop() {
        stopped = true;
        if (running != null) {
            try {
                running.setTerminate(true);
            } catch (OrtException e) {
                throw new IllegalStateException("the run can't be told to stop (" + OrtReason.of(e) + ")", e);
            }
        }
    }

    /** Whether it was told to end, for work that looks by itself. */
    public synchronized boolean stopped() {
        return stopped;
    }

    /** Whether there is a run that a stop would reach. */
    synchronized boolean begun() {
        return running != null;
    }

    /** From here on a stop reaches the run. */
    synchronized void begin(OrtSession.RunOptions options) {
        if (running != null) {
            throw new IllegalStateException("this handle is of another run; make one for each");
        }
        if (stopped) {
            throw new RunStoppedException("the run was stopped before it began", null);
        }
        running = options;
    }

    /** From here on the options may be closed. */
    synchronized void end() {
        running = null;
    }
}
