package io.tokenloom.cli.demo.report;

import java.util.Objects;
import java.util.Optional;

/**
 * The records of one source file that had the same outcome: one record for a whole text, many for a log file. A log file
 * of which some lines are dead letters has one entry for its tokens and one for each code.
 *
 * @param source source id: the path of the file from the ingested folder on
 * @param modality {@code text}
 * @param form {@code text} for a whole file, {@code lines} for a log
 * @param status tokens or dead letters
 * @param tokenizer name and version of the tokenizer; empty for dead letters
 * @param records source records
 * @param tokenCount their tokens
 * @param sourceBytes their bytes
 * @param code failure code of dead letters
 * @param exact whether the tokens decode to the file's bytes, or the dead letters hold them
 */
public record SourceItem(
        String source,
        String modality,
        String form,
        ItemStatus status,
        Optional<String> tokenizer,
        long records,
        long tokenCount,
        long sourceBytes,
        Optional<String> code,
        boolean exact) {
    /** Checks. */
    public SourceItem {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(status, "status");
    }
}
