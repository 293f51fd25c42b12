package io.tokenloom.jobs.batching;

import io.tokenloom.model.ModelFailures;
import io.tokenloom.model.RunHandle;
import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.StepResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** A {@link ColourTokenizer} whose runs a test holds back, counts, and has fail. Thread-safe. */
public final class GatedTokenizer extends ColourTokenizer {
    private final Semaphore gate = new Semaphore(0);
    private final Semaphore entered = new Semaphore(0);
    private final List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());
    private final Set<Integer> poison = ConcurrentHashMap.newKeySet();

    /** All runs go through from now on. */
    public GatedTokenizer open() {
        gate.release(Integer.MAX_VALUE / 2);
        return this;
    }

    /** One more run goes through. */
    public void letOneThrough() {
        gate.release();
    }

    /** Waits until one more run has begun. */
    public void awaitRun() throws InterruptedException {
        entered.acquire();
    }

    /** The model fails on pictures of this colour. */
    public void poison(int colour) {
        poison.add(colour);
    }

    /** The colours of the pictures of each run. */
    public List<List<Integer>> batches() {
        return List.copyOf(batches);
    }

    @Override
    public List<StepResult> step(List<StepRequest> batch, RunHandle handle) {
        List<Integer> colours = batch.stream().map(ColourTokenizer::colour).toList();
        batches.add(colours);
        entered.release();
        try {
            gate.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ModelFailures.endless(handle);
        }
        if (colours.stream().anyMatch(poison::contains)) {
            throw ModelFailures.failed();
        }
        return super.step(batch, handle);
    }
}
