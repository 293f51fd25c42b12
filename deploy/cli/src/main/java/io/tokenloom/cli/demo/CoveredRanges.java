package io.tokenloom.cli.demo;

import java.util.Map;
import java.util.TreeMap;

/** Which bytes of a file were accounted for. Memory: a few bytes for each gap. Not thread-safe. */
final class CoveredRanges {
    private final TreeMap<Long, Long> endsByStart = new TreeMap<>();
    private boolean emptySeen;

    /** Adds the bytes from {@code from} to before {@code to}; false if some of them are there already. */
    boolean add(long from, long to) {
        if (from == to) {
            boolean first = !emptySeen;
            emptySeen = true;
            return first;
        }
        Map.Entry<Long, Long> before = endsByStart.floorEntry(from);
        Map.Entry<Long, Long> after = endsByStart.ceilingEntry(from);
        if (before != null && before.getValue() > from || after != null && after.getKey() < to) {
            return false;
        }
        long start = from;
        long end = to;
        if (before != null && before.getValue() == from) {
            start = before.getKey();
        }
        if (after != null && after.getKey() == to) {
            end = after.getValue();
            endsByStart.remove(after.getKey());
        }
        endsByStart.put(start, end);
        return true;
    }

    /** Whether it is all bytes of a file of this size, and no others. An empty file needs its empty record. */
    boolean isWhole(long size) {
        return size == 0 ? emptySeen && endsByStart.isEmpty() : endsByStart.equals(Map.of(0L, size));
    }
}
