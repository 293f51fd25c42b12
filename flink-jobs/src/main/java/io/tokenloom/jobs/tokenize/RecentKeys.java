package io.tokenloom.jobs.tokenize;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many streams are at work: those that had an item within the last second. A batch waits for them and for no others.
 * Counts up to a limit. Confined to the task's thread.
 */
final class RecentKeys {
    private static final long RECENT_NANOS = Duration.ofSeconds(1).toNanos();

    private final int most;
    private final Map<String, Long> seen = new LinkedHashMap<>();

    RecentKeys(int most) {
        this.most = most;
    }

    void seen(String key) {
        seen.remove(key);
        seen.put(key, System.nanoTime());
        if (seen.size() > most) {
            removeFirst();
        }
    }

    int count() {
        long now = System.nanoTime();
        while (!seen.isEmpty() && now - seen.values().iterator().next() > RECENT_NANOS) {
            removeFirst();
        }
        return seen.size();
    }

    private void removeFirst() {
        Iterator<Long> oldest = seen.values().iterator();
        oldest.next();
        oldest.remove();
    }
}
