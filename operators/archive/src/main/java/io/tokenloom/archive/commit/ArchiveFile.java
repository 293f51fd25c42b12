package io.tokenloom.archive.commit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * A file of an archive. Immutable.
 *
 * @param dataset folder of it in the archive, such as {@code day=2026-01-31/tokenizer=8f2c...}
 * @param name without suffix
 * @param samples how many it has
 * @param tokens how many ids they have
 * @param earliest event time of them, microseconds since 1970
 * @param latest event time of them
 * @param parts in the order in which they are published
 */
public record ArchiveFile(
        String dataset, String name, int samples, long tokens, long earliest, long latest, List<FilePart> parts) {
    /** Copies. */
    public ArchiveFile {
        parts = List.copyOf(parts);
    }

    /** The same under another name. */
    public ArchiveFile named(String other) {
        return new ArchiveFile(dataset, other, samples, tokens, earliest, latest, parts);
    }

    /** Path in the archive, without suffix. */
    @JsonIgnore
    public String path() {
        return dataset + "/" + name;
    }

    /** Bytes of all parts. */
    @JsonIgnore
    public long bytes() {
        return parts.stream().mapToLong(FilePart::bytes).sum();
    }
}
