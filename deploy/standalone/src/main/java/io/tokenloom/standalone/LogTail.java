package io.tokenloom.standalone;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the end of a log file tells, for messages. */
final class LogTail {
    private static final int MOST_BYTES = 64 << 10;
    private static final Pattern FRAME = Pattern.compile("\\s+(at |\\.\\.\\. \\d+ ).*");
    private static final Pattern START = Pattern.compile(
            "(?<cause>Caused by: )?([a-z0-9_]+\\.)+(?<message>[A-Z][A-Za-z0-9_$]*(Exception|Error|Throwable)\\b.*)");

    private static final Pattern ENTRY =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\S+ (?<level>[A-Z]+) +\\S+ - (?<message>.*)");

    private LogTail() {}

    /**
     * The messages of the newest stack trace, outermost first, each on its own line; where there is none, the newest error;
     * empty if there is none either.
     */
    static Optional<String> reason(Path file) {
        List<String> lines = end(file);
        return trace(lines).or(() -> error(lines));
    }

    /** The newest entry of the level ERROR, with the lines that follow it. */
    private static Optional<String> error(List<String> lines) {
        List<String> newest = List.of();
        List<String> current = new ArrayList<>();
        boolean error = false;
        for (String line : lines) {
            Matcher entry = ENTRY.matcher(line);
            if (entry.matches()) {
                error = entry.group("level").equals("ERROR");
                current = new ArrayList<>();
                if (error) {
                    newest = current;
                }
            }
            if (error) {
                current.add(entry.matches() ? entry.group("message") : line);
            }
        }
        return newest.isEmpty() ? Optional.empty() : Optional.of(String.join("\n  ", newest));
    }

    private static Optional<String> trace(List<String> lines) {
        List<String> chain = new ArrayList<>();
        List<String> message = new ArrayList<>();
        for (String line : lines) {
            if (!FRAME.matcher(line).matches()) {
                message.add(line);
            } else if (!message.isEmpty()) {
                addTo(chain, message);
                message.clear();
            }
        }
        return chain.isEmpty() ? Optional.empty() : Optional.of(String.join("\n  ", chain));
    }

    /** A message ends where its stack trace starts; what it starts with tells whether it is another one's cause. */
    private static void addTo(List<String> chain, List<String> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            Matcher start = START.matcher(lines.get(i));
            if (start.matches()) {
                if (start.group("cause") == null) {
                    chain.clear();
                }
                String message = start.group("message") + String.join("\n  ", after(lines, i));
                // Many exceptions repeat what their cause says.
                chain.removeIf(outer -> outer.endsWith(message));
                chain.add(message);
                return;
            }
        }
    }

    private static List<String> after(List<String> lines, int index) {
        List<String> rest = new ArrayList<>(lines.subList(index + 1, lines.size()));
        if (!rest.isEmpty()) {
            rest.add(0, "");
        }
        return rest;
    }

    /** The last lines, each on its own line after a line break; empty if the file is missing or empty. */
    static String of(Path file, int lines) {
        List<String> all = end(file);
        String end = String.join("\n  ", all.subList(Math.max(0, all.size() - lines), all.size()));
        return end.isEmpty() ? "" : "\n  " + end;
    }

    private static List<String> end(Path file) {
        if (!Files.isReadable(file)) {
            return List.of();
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long start = Math.max(0, in.length() - MOST_BYTES);
            byte[] bytes = new byte[(int) (in.length() - start)];
            in.seek(start);
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of("(" + file + " cannot be read: " + e.getMessage() + ")");
        }
    }
}
