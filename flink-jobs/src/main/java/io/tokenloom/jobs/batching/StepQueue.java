package io.tokenloom.jobs.batching;

import io.tokenloom.jobs.routes.BatchOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where steps wait for a batch. A batch is what is there when the model is free. It waits for more only while it is not
 * full, its first step has waited less than the longest delay, and there is something to wait for: see {@link
 * #expect(int)}. Thread-safe; for one taker. Its callers bound what is in it.
 */
public final class StepQueue<T> {
    private final BatchOptions limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Ticket<T>> waiting = new ArrayDeque<>();
    private long bytes;
    private int expected;

    /** With the limits of each batch. */
    public StepQueue(BatchOptions limits) {
        this.limits = limits;
    }

    /** Hands a step in. */
    public void put(Ticket<T> ticket) {
        lock.lock();
        try {
            waiting.add(ticket);
            bytes += ticket.bytes();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Says how many steps may come to wait together before one of them is done: with so many there is no more to wait for. */
    public void expect(int steps) {
        lock.lock();
        try {
            if (expected != steps) {
                expected = steps;
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next batch, at least one step.
     *
     * @param mostItems most steps of it, beside the limit of the options
     */
    List<Ticket<T>> take(int mostItems) throws InterruptedException {
        int most = Math.min(mostItems, limits.items());
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty()) {
                changed.await();
            }
            long end = waiting.peek().sinceNanos() + limits.delay().toNanos();
            for (long left = end - System.nanoTime();
                    left > 0 && waiting.size() < Math.min(most, expected) && bytes < limits.bytes();
                    left = end - System.nanoTime()) {
                changed.awaitNanos(left);
            }
            return drain(most);
        } finally {
            lock.unlock();
        }
    }

    private List<Ticket<T>> drain(int most) {
        List<Ticket<T>> batch = new ArrayList<>(Math.min(most, waiting.size()));
        long taken = 0;
        while (!waiting.isEmpty() && batch.size() < most) {
            long next = waiting.peek().bytes();
            if (!batch.isEmpty() && taken + next > limits.bytes()) {
                break;
            }
            taken += next;
            batch.add(waiting.remove());
        }
        bytes -= taken;
        return batch;
    }
}
