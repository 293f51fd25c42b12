package io.tokenloom.archive.lines;

/** A block of an archive is not what was written. */
public final class DamagedBlockException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedBlockException(String what) {
        super("the block is damaged: " + what + "; restore the file, or write it again from its source");
    }
}
