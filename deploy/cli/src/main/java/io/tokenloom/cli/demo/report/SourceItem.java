package io.tokenloom.cli.demo.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Objects;
import java.util.Optional;

/**
 * The records of one source file that had the same outcome: one record for a whole text, many for a log file. A log file
 * of which some lines are dead letters has one entry for its tokens and one for each code.
 *
 * @param source source id: the path of the file from the ingested folder on
 * @param modality {@code text}, {@code image}, {@code video} or {@code frames}
 * @param form {@code text} for a whole text, {@code lines} for a log, else the modality
 * @param status tokens, dead letters or nothing
 * @param tokenizer name and version of the tokenizer; empty if there are no tokens
 * @param records source records
 * @param tokenCount their tokens
 * @param sourceBytes their bytes
 * @param code failure code of dead letters, or of a video that became tokens only up to where it is broken
 * @param exact whether the tokens decode to the file's bytes, or the dead letters hold them; of pictures, whose tokens
 *     never give back all bytes, whether they name the digest of what the file holds, all of it
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
    /** What text is. */
    public static final String TEXT = "text";

    /** Checks. */
    public SourceItem {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(status, "status");
    }

    /** Whether it is a picture or a video. */
    @JsonIgnore
    public boolean isVisual() {
        return !modality.equals(TEXT);
    }
}
