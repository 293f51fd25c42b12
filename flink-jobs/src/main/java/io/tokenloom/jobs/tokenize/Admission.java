package io.tokenloom.jobs.tokenize;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which item is opened next. So many are open at once, for a decoded picture takes memory; keys take turns, and of a key
 * whose items need each other only the next few are opened, so that one busy key leaves room for the others. An item
 * that waits for its next try takes no place. Confined to the task's thread.
 */
final class Admission {
    private final int most;
    private final int lookAhead;
    private final Set<KeyQueue> candidates = new LinkedHashSet<>();
    private int open;

    /**
     * With its limits.
     *
     * @param most items that are open at once
     * @param lookAhead items of a key that are looked at
     */
    Admission(int most, int lookAhead) {
        this.most = most;
        this.lookAhead = lookAhead;
    }

    /** A key may have an item to open. */
    void offer(KeyQueue queue) {
        candidates.add(queue);
    }

    /** The next item to open, which counts as open from now on; empty if none can be. */
    Optional<PendingItem> next() {
        while (open < most && !candidates.isEmpty()) {
            Iterator<KeyQueue> first = candidates.iterator();
            KeyQueue queue = first.next();
            first.remove();
            Optional<PendingItem> item = queue.firstWaiting(lookAhead);
            if (item.isPresent()) {
                open++;
                // To the end of the line.
                candidates.add(queue);
                return item;
            }
        }
        return Optional.empty();
    }

    /** An item is opened again, at once: those behind it may have all the places, and go only after it. */
    void again() {
        open++;
    }

    /** An item is open no more. */
    void left(PendingItem item) {
        open--;
        offer(item.queue());
    }

    int open() {
        return open;
    }
}
