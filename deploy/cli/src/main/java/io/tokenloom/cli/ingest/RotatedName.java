package io.tokenloom.cli.ingest;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How rotated logs are called: {@code app.log.1}, {@code app.log-20260131}, {@code app-2026-01-31.log}. */
final class RotatedName {
    private static final Pattern NUMBERED = Pattern.compile("(.+?)[._-][0-9][0-9T:._-]*");
    private static final Set<String> COMPRESSED = Set.of("gz", "bz2", "xz", "zst", "lz4", "zip");

    private RotatedName() {}

    /** The name of the log that a file with a number or date at the end of its name was rotated from. */
    static Optional<String> live(String name) {
        Matcher matcher = NUMBERED.matcher(name);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Whether a file of this name may be what the log was before. A compressed one is no text any more. */
    static boolean mayBe(String name, String log) {
        if (name.equals(log) || compressed(name)) {
            return false;
        }
        if (name.startsWith(log)) {
            return separates(name.charAt(log.length()));
        }
        int dot = log.lastIndexOf('.');
        String stem = dot < 0 ? log : log.substring(0, dot);
        String extension = dot < 0 ? "" : log.substring(dot);
        return name.length() > log.length() + 1
                && name.startsWith(stem)
                && name.endsWith(extension)
                && separates(name.charAt(stem.length()))
                && Character.isDigit(name.charAt(stem.length() + 1));
    }

    /** Whether the name tells that the file is compressed. */
    static boolean compressed(String name) {
        return COMPRESSED.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    private static boolean separates(char sign) {
        return sign == '.' || sign == '-' || sign == '_';
    }
}
