package io.tokenloom.cli.bench.race;

/**
 * How much a route has to work off: what is reached first of both. Immutable.
 *
 * @param records items
 * @param bytes of their contents
 */
public record Load(long records, long bytes) {
    /** Items that have at least so many bytes together. */
    public static Load ofBytes(long bytes) {
        return new Load(Long.MAX_VALUE, bytes);
    }

    /** So many items. */
    public static Load ofRecords(long records) {
        return new Load(records, Long.MAX_VALUE);
    }

    boolean reached(long writtenRecords, long writtenBytes) {
        return writtenRecords >= records || writtenBytes >= bytes;
    }
}
