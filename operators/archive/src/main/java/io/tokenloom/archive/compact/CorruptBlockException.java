package io.tokenloom.archive.compact;

import java.io.IOException;
import java.nio.file.Path;

/** A block of a file is not what was written. */
public final class CorruptBlockException extends IOException {
    private static final long serialVersionUID = 1L;

    CorruptBlockException(Path file, long block, String what, RuntimeException cause) {
        super(file + ", block " + block + ": " + what, cause);
    }
}
