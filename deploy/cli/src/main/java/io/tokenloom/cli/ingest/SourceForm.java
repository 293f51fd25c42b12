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

    /** The usual form of a file of this name: logs and tables go by line, all else whole. */
    public static SourceForm ofName(String fileName) {
        int dot = fileName.lastIndexOf('.');
        String extension = dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
        return LINE_EXTENSIONS.contains(extension) ? LINES : TEXT;
    }
}
