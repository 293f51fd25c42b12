package io.tokenloom.jobs.tokenize;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The items of one key in the order of their arrival, in which they leave. Confined to the task's thread. */
final class KeyQueue {
    private final String key;
    private final Deque<PendingItem> items = new ArrayDeque<>();

    KeyQueue(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    void add(PendingItem item) {
        items.add(item);
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** The item that leaves next. */
    PendingItem head() {
        return items.element();
    }

    void removeHead() {
        items.remove();
    }

    /** All of them. */
    Collection<PendingItem> items() {
        return items;
    }

    /** What has to be kept where nothing of it must be lost. */
    List<SourceRecord> sources() {
        return items.stream().map(PendingItem::source).toList();
    }

    /** The first item among the next few that nobody has begun to open. */
    Optional<PendingItem> firstWaiting(int lookAhead) {
        Iterator<PendingItem> all = items.iterator();
        for (int i = 0; i < lookAhead && all.hasNext(); i++) {
            PendingItem item = all.next();
            if (item.stage() == PendingItem.Stage.WAITING) {
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }
}
