package io.tokenloom.cli.ingest;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Between a camera, which does not wait, and Kafka, which may have to be waited for. Keeps the order, and of each dropped
 * frame that there was one. Memory: a number of frames. Thread-safe.
 */
final class FrameQueue {
    private final int room;
    private final Overload overload;
    private final Queue<Captured> waiting = new ArrayDeque<>();
    private int frames;
    private boolean ended;

    /**
     * A frame in its place.
     *
     * @param jpeg empty if it was dropped
     */
    record Captured(Optional<byte[]> jpeg) {}

    /** @param room how many frames may wait */
    FrameQueue(int room, Overload overload) {
        this.room = room;
        this.overload = overload;
    }

    /** Adds a frame; waits for room, or drops it. */
    synchronized void add(byte[] jpeg) throws InterruptedException {
        while (frames >= room && overload == Overload.WAIT && !ended) {
            wait();
        }
        if (frames < room) {
            waiting.add(new Captured(Optional.of(jpeg)));
            frames++;
        } else {
            waiting.add(new Captured(Optional.empty()));
        }
        notifyAll();
    }

    /** There will be no more. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** The next one, if there is one within this time. */
    synchronized Optional<Captured> poll(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (waiting.isEmpty() && !ended) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return Optional.empty();
            }
            wait(left);
        }
        Optional<Captured> next = Optional.ofNullable(waiting.poll());
        if (next.filter(captured -> captured.jpeg().isPresent()).isPresent()) {
            frames--;
            notifyAll();
        }
        return next;
    }

    /** Whether all is taken and nothing will come. */
    synchronized boolean done() {
        return ended && waiting.isEmpty();
    }
}
