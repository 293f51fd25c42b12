package io.tokenloom.cli.ingest;

import java.util.Optional;

/** Folders whose files belong together, whatever they are: a text, its pictures, its log. Thread-safe: stateless. */
final class DocumentFolder {
    private static final String SUFFIX = ".document";

    private DocumentFolder() {}

    /**
     * What the items of a source have in common with those beside it: the innermost folder called {@code NAME.document}
     * that it lies in, if it lies in one.
     *
     * @param sourceId path with {@code /} between
     */
    static Optional<String> of(String sourceId) {
        int end = sourceId.lastIndexOf(SUFFIX + "/");
        return end < 0 ? Optional.empty() : Optional.of(sourceId.substring(0, end + SUFFIX.length()));
    }
}
