package io.tokenloom.standalone;

/** A standalone installation that cannot start, be read or be stopped. The message says what, why and how to mend it. */
public final class StandaloneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why. */
    public enum Reason {
        /** A supervisor already serves this home folder. */
        ALREADY_RUNNING,
        /** A port that was asked for, or is remembered, belongs to another process. */
        OCCUPIED_PORT,
        /** Too little disk space to start. */
        DISK_FULL,
        /** The JDK is missing or too old. */
        WRONG_JDK,
        /** The distribution folder lacks a part. */
        INCOMPLETE_DISTRIBUTION,
        /** The home folder cannot be created, read or written. */
        HOME_UNUSABLE,
        /** A part died again and again before it was ever healthy, or the supervisor itself ended. */
        PART_FAILED,
        /** Not healthy, or not stopped, within the time allowed. */
        TIMED_OUT
    }

    /** Creates one. */
    public StandaloneException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Creates one with a cause. */
    public StandaloneException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why, for programs. */
    public Reason reason() {
        return reason;
    }
}
