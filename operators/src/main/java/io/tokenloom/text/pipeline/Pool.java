package io.tokenloom.text.pipeline;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/** Keeps a few objects for the next use; a thread mostly gets the one that it gave back. Thread-safe. */
final class Pool<T> {
    private static final int PLACES = 64;
    private static final int TRIES = 4;

    private final AtomicReferenceArray<T> places = new AtomicReferenceArray<>(PLACES);
    private final Supplier<T> maker;

    Pool(Supplier<T> maker) {
        this.maker = maker;
    }

    T take() {
        int at = place();
        for (int i = 0; i < TRIES; i++) {
            T kept = places.getAndSet(at + i & PLACES - 1, null);
            if (kept != null) {
                return kept;
            }
        }
        return maker.get();
    }

    void give(T used) {
        int at = place();
        for (int i = 0; i < TRIES; i++) {
            if (places.compareAndSet(at + i & PLACES - 1, null, used)) {
                return;
            }
        }
    }

    private static int place() {
        return (int) Thread.currentThread().getId() * TRIES;
    }
}
