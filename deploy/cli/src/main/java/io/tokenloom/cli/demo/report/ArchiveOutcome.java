package io.tokenloom.cli.demo.report;

import java.util.List;

/**
 * What archiving the tokens of texts came to. Immutable.
 *
 * @param formats one for each
 * @param textBytes what the archived tokens were decoded to
 * @param exact whether each of them decodes to the bytes that its record's digest is of, and every format holds the same
 */
public record ArchiveOutcome(List<ArchivedFormat> formats, long textBytes, boolean exact) {
    /** Copies. */
    public ArchiveOutcome {
        formats = List.copyOf(formats);
    }
}
