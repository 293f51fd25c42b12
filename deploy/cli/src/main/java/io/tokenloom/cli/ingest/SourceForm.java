package io.tokenloom.cli.ingest;

import java.util.Locale;
import java.util.Set;

/** How a file becomes records. */
public enum SourceForm {
    /** The whole file is one item. */
    TEXT,

    /** Each line is one item and keeps its line ending. */
    LINES;

    private static final Set<String> LINE_EXTENSIONS = Set.of("log", "jsonl", "ndjson", "csv", "tsv");

    /** The usual form of a file of this name: logs and tables go by line, also rotated ones; all else whole. */
    public static SourceForm ofName(String fileName) {
        String name = RotatedName.live(fileName).orElse(fileName);
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return LINE_EXTENSIONS.contains(extension) ? LINES : TEXT;
    }
}
