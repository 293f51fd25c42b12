package io.tokenloom.archive.commit;

import java.util.List;
import java.util.Map;

/**
 * What many commits came to: a compaction writes it in their place. Immutable.
 *
 * @param through the last commit that is in it
 * @param files all that count, in their order
 * @param offsets up to where they hold the topics
 * @param runs the last commit of each start of the job that is in it
 */
public record Snapshot(long through, List<ArchiveFile> files, NextOffsets offsets, Map<String, Long> runs) {
    /** Of no commit. */
    static final Snapshot NONE = new Snapshot(-1, List.of(), NextOffsets.NONE, Map.of());

    /** Copies. */
    public Snapshot {
        files = List.copyOf(files);
        runs = Map.copyOf(runs);
    }
}
