package io.tokenloom.archive.commit;

/** An archive can't be used so. The message says what is wrong with it and what to do. */
public final class ArchiveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ArchiveException(String message) {
        super(message);
    }
}
