package io.tokenloom.reader.records;

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

    /** All from an offset on, as they come. */
    public static OffsetRange from(long first) {
        return new OffsetRange(first, Long.MAX_VALUE);
    }

    /** Whether it goes on as records come. */
    public boolean endless() {
        return end == Long.MAX_VALUE;
    }

    /** How many offsets it has. */
    public long length() {
        return Math.max(0, end - first);
    }

    /** The smallest range with all of both. */
    public OffsetRange including(OffsetRange other) {
        return new OffsetRange(Math.min(first, other.first), Math.max(end, other.end));
    }

    /** What of this is in the other. */
    public OffsetRange within(OffsetRange other) {
        return new OffsetRange(Math.max(first, other.first), Math.min(end, other.end));
    }
}
