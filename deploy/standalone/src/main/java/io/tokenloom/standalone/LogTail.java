package io.tokenloom.standalone;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log file, for messages. */
final class LogTail {
    private static final int MOST_BYTES = 16 << 10;

    private LogTail() {}

    /** The last lines, each on its own line after a line break; empty if the file is missing or empty. */
    static String of(Path file, int lines) {
        if (!Files.isReadable(file)) {
            return "";
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long start = Math.max(0, in.length() - MOST_BYTES);
            byte[] bytes = new byte[(int) (in.length() - start)];
            in.seek(start);
            in.readFully(bytes);
            List<String> all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            String end = String.join("\n  ", all.subList(Math.max(0, all.size() - lines), all.size()));
            return end.isEmpty() ? "" : "\n  " + end;
        } catch (IOException e) {
            return "\n  (" + file + " cannot be read: " + e.getMessage() + ")";
        }
    }
}
