package io.tokenloom.streams.apps;

import io.tokenloom.streams.wire.InputPace;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the tasks of an app in one process side by side in event time, like the watermark alignment of Flink: in a backlog one
 * may have far fewer records an hour than another, and what it reads ahead has to be held until the other is there. A task reads
 * the partitions of one number of all inputs. Thread-safe.
 */
final class TaskAlignment implements InputPace {
    private final long most;
    private final Map<Integer, Long> reached = new ConcurrentHashMap<>();
    private final Map<Integer, Boolean> unfinished = new ConcurrentHashMap<>();

    /** @param most how far a task may be ahead of the last one that has something to read */
    TaskAlignment(Duration most) {
        this.most = most.toMillis() * 1000;
    }

    @Override
    public void reached(int partition, long micros) {
        reached.merge(partition, micros, Math::max);
    }

    /** Takes note of whether a task of this process has something left to read. */
    void hasMore(int partition, boolean more) {
        unfinished.put(partition, more);
    }

    /** Another process has the task now. */
    void forget(int partition) {
        unfinished.remove(partition);
        reached.remove(partition);
    }

    /** Whether a task should wait for others. The last one never has to. */
    boolean isAhead(int partition) {
        Long own = reached.get(partition);
        return own != null
                && unfinished.entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(task -> reached.get(task.getKey()))
                        .anyMatch(time -> time != null && own - time > most);
    }
}
