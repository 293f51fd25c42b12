package io.tokenloom.cli.records;

/**
 * Offsets of a partition.
 *
 * @param first first offset
 * @param end offset after the last
 */
public record OffsetRange(long first, long end) {
    /** Whether the offset is in the range. */
    public boolean contains(long offset) {
        return offset >= first && offset < end;
    }

    /** How many offsets it has. */
    public long length() {
        return Math.max(0, end - first);
    }
}
