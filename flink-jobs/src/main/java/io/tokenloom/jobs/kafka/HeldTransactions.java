package io.tokenloom.jobs.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides when the id of a finished transaction may be used again: once a checkpoint completed that no longer names it.
 *
 * <p>Without this an id is used again while the newest completed checkpoint still asks to commit its former
 * transaction. A failure at that moment restores this request, the coordinator shows the later transaction, and nobody
 * can tell any more whether the former one was committed. Not thread-safe.
 */
final class HeldTransactions {
    private final Map<String, Long> checkpointOfPending = new HashMap<>();
    private final Map<String, Long> firstCheckpointWithout = new LinkedHashMap<>();
    private long completedCheckpoint = Long.MIN_VALUE;

    /** This transaction waits for its commit, which checkpoint {@code checkpoint} asks for. */
    void pending(String transactionalId, long checkpoint) {
        checkpointOfPending.put(transactionalId, checkpoint);
    }

    /**
     * This transaction was finished before the snapshot of {@code nextCheckpoint}.
     *
     * @return whether it was pending here; if not, it came from another subtask and is not ours to hold
     */
    boolean finished(String transactionalId, long nextCheckpoint) {
        Long checkpoint = checkpointOfPending.remove(transactionalId);
        if (checkpoint == null) {
            return false;
        }
        // Commits run only after their checkpoint, or a later one, completed, and in order.
        completedCheckpoint = Math.max(completedCheckpoint, checkpoint);
        firstCheckpointWithout.put(transactionalId, nextCheckpoint);
        return true;
    }

    /** Ids that may be used again, oldest first. They are held no longer. */
    List<String> release() {
        List<String> released = new ArrayList<>();
        firstCheckpointWithout.entrySet().removeIf(held -> {
            boolean free = held.getValue() <= completedCheckpoint;
            if (free) {
                released.add(held.getKey());
            }
            return free;
        });
        return released;
    }

    /** Ids that are finished but may not be used again yet. A snapshot must not name them as pending. */
    Set<String> held() {
        return Set.copyOf(firstCheckpointWithout.keySet());
    }
}
