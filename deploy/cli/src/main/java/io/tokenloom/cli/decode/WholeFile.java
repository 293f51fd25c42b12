package io.tokenloom.cli.decode;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;

/** Writes files whole or not at all. */
public final class WholeFile {
    private WholeFile() {}

    /**
     * Writes the pieces one after the other. A file that was there is replaced in one step at the end; a device or a pipe
     * is written to.
     */
    static void write(Path file, List<byte[]> pieces) throws IOException {
        write(file, out -> {
            for (byte[] piece : pieces) {
                out.write(piece);
            }
        });
    }

    /** What writes a file's content. */
    public interface Content {
        /** Writes it all. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** The same for a content that is written bit by bit. */
    public static void write(Path file, Content content) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            writeTo(target, content, StandardOpenOption.WRITE);
            return;
        }
        Path half = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".half");
        try {
            writeTo(half, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    private static void writeTo(Path file, Content content, OpenOption... options) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, options))) {
            content.writeTo(out);
        }
    }
}
