package io.tokenloom.cli.ledger;

/**
 * Offsets of a partition that a ledger accounts for.
 *
 * @param first first offset
 * @param end offset after the last
 */
public record OffsetRange(long first, long end) {
    /** Whether the offset is in the range. */
    public boolean contains(long offset) {
        return offset >= first && offset < end;
    }
}
