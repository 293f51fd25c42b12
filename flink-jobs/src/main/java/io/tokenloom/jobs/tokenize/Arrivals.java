package io.tokenloom.jobs.tokenize;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * All that has arrived and not left: items by key, numbered as they came, and the watermarks that have items before them.
 * Confined to the task's thread.
 */
final class Arrivals {
    private final Map<String, KeyQueue> byKey = new LinkedHashMap<>();
    private final TreeSet<Long> outstanding = new TreeSet<>();
    private final Deque<HeldWatermark> held = new ArrayDeque<>();
    private long next;
    private long bytes;

    /**
     * A watermark.
     *
     * @param number of the first item behind it
     */
    private record HeldWatermark(long number, Watermark watermark) {}

    PendingItem add(String key, SourceRecord source) {
        KeyQueue queue = byKey.computeIfAbsent(key, KeyQueue::new);
        PendingItem item = new PendingItem(queue, source, next++);
        queue.add(item);
        outstanding.add(item.number());
        bytes += item.bytes();
        return item;
    }

    void hold(Watermark watermark) {
        held.add(new HeldWatermark(next, watermark));
    }

    /** The first item of its key has left. */
    void remove(PendingItem head) {
        KeyQueue queue = head.queue();
        queue.removeHead();
        if (queue.isEmpty()) {
            byKey.remove(queue.key());
        }
        outstanding.remove(head.number());
        bytes -= head.bytes();
    }

    /** The next watermark that no item is before, if there is one; it is held no more. */
    Optional<Watermark> passedWatermark() {
        if (held.isEmpty()
                || !outstanding.isEmpty()
                        && outstanding.first() < held.element().number()) {
            return Optional.empty();
        }
        return Optional.of(held.remove().watermark());
    }

    Collection<KeyQueue> queues() {
        return byKey.values();
    }

    int items() {
        return outstanding.size();
    }

    /** Memory of the source records. */
    long bytes() {
        return bytes;
    }
}
