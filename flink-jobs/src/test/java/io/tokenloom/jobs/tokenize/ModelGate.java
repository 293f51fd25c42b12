package io.tokenloom.jobs.tokenize;

import io.tokenloom.model.ModelFailures;
import io.tokenloom.model.RunHandle;
import java.util.concurrent.CountDownLatch;

/** Holds runs of a model back until a test opens it. Thread-safe. */
final class ModelGate {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    /** Waits for the gate to be open, unless the run is told to end. */
    void pass(RunHandle handle) {
        entered.countDown();
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ModelFailures.endless(handle);
        }
    }

    /** Waits until a run stands before the gate. */
    void awaitRun() throws InterruptedException {
        entered.await();
    }

    void open() {
        open.countDown();
    }
}
