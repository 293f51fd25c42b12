package io.tokenloom.jobs.batching;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.model.DeviceMemoryException;
import io.tokenloom.model.ModelException;
import io.tokenloom.model.RunStoppedException;
import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.StepResult;
import io.tokenloom.vision.VisualTokenizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets a result for each step of a batch, whatever fails. A run that fails is halved until what fails is alone: one bad step
 * among n costs {@code 2 log2(n)} runs more and spoils no other. Confined to the worker's thread, but for {@link #stop()}.
 */
final class BatchRunner {
    private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);

    private final VisualTokenizer tokenizer;
    private final ResultCheck check;
    private final BatchSize size;
    private final TimedRun timed;

    private int runs;
    private int splits;
    private int outOfMemory;
    private int smallestTooLarge;
    private int deadlineMisses;

    BatchRunner(VisualTokenizer tokenizer, BatchSize size, Duration deadline) {
        this.tokenizer = tokenizer;
        this.check = new ResultCheck(tokenizer.contract());
        this.size = size;
        this.timed = new TimedRun(deadline);
    }

    /**
     * The results of a batch.
     *
     * @throws InterruptedException if it was stopped
     */
    <T> Batch<T> run(List<Ticket<T>> tickets) throws InterruptedException {
        runs = 0;
        splits = 0;
        outOfMemory = 0;
        smallestTooLarge = Integer.MAX_VALUE;
        deadlineMisses = 0;
        long start = System.nanoTime();
        List<StepRequest> requests = tickets.stream().map(Ticket::request).toList();
        List<StepResult> results = new ArrayList<>(tickets.size());
        whole(requests, results);
        if (outOfMemory > 0 && smallestTooLarge > 1) {
            // What does not fit alone says nothing about batches.
            size.tooLarge(smallestTooLarge);
        }
        long end = System.nanoTime();
        return new Batch<>(
                tickets,
                Collections.unmodifiableList(results),
                new Batch.Work(
                        runs,
                        splits,
                        outOfMemory,
                        deadlineMisses,
                        start - tickets.get(0).sinceNanos(),
                        end - start));
    }

    /** A run that takes too long may have met a busy device: the whole gets a second chance, its parts do not. */
    private void whole(List<StepRequest> batch, List<StepResult> results) throws InterruptedException {
        try {
            add(batch, results);
        } catch (RunStoppedException e) {
            missed(batch, e);
            part(batch, results);
        } catch (ModelException e) {
            failed(batch, e, results);
        }
    }

    private void part(List<StepRequest> batch, List<StepResult> results) throws InterruptedException {
        try {
            add(batch, results);
        } catch (RunStoppedException e) {
            missed(batch, e);
            halve(
                    batch,
                    results,
                    () -> new TokenizationException(
                            FailureCode.MODEL_TIMEOUT,
                            "The model did not come to an end with this item within "
                                    + timed.limit().toMillis()
                                    + " ms, twice. Look at the item, or raise batch.deadline of the route.",
                            e));
        } catch (ModelException e) {
            failed(batch, e, results);
        }
    }

    private void missed(List<StepRequest> batch, RunStoppedException e) throws InterruptedException {
        if (timed.stopped()) {
            throw new InterruptedException("the worker was stopped");
        }
        deadlineMisses++;
        LOG.warn("A run of {} steps was stopped after {}.", batch.size(), timed.limit(), e);
    }

    private void failed(List<StepRequest> batch, ModelException e, List<StepResult> results)
            throws InterruptedException {
        if (e instanceof DeviceMemoryException) {
            outOfMemory++;
            smallestTooLarge = Math.min(smallestTooLarge, batch.size());
            halve(
                    batch,
                    results,
                    () -> new TokenizationException(
                            FailureCode.DEVICE_MEMORY,
                            "The device has too little memory for this item alone. Free some of it, or use a smaller model.",
                            e));
            return;
        }
        halve(batch, results, () -> {
            LOG.error("The model failed on one item.", e);
            return new TokenizationException(
                    FailureCode.MODEL_OUTPUT, "The model failed on this item. Report it with the item.", e);
        });
    }

    private void halve(List<StepRequest> batch, List<StepResult> results, Reason reason) throws InterruptedException {
        if (batch.size() == 1) {
            results.add(new StepResult.Refused(reason.ofOne()));
            return;
        }
        splits++;
        int middle = batch.size() / 2;
        part(batch.subList(0, middle), results);
        part(batch.subList(middle, batch.size()), results);
    }

    /** Why a step that is alone is refused. */
    private interface Reason {
        TokenizationException ofOne();
    }

    private void add(List<StepRequest> batch, List<StepResult> results) throws InterruptedException {
        runs++;
        Optional<List<StepResult>> made = stepped(batch);
        if (made.isEmpty()) {
            halve(
                    batch,
                    results,
                    () -> new TokenizationException(
                            FailureCode.INTERNAL_ERROR,
                            "The platform failed at this item. Report it with the item and the TaskManager's log."));
            return;
        }
        size.fitted();
        made.get().forEach(result -> results.add(check.checked(result)));
    }

    /** The results; empty if the tokenizer failed in a way that it should not. */
    private Optional<List<StepResult>> stepped(List<StepRequest> batch) throws InterruptedException {
        if (timed.stopped()) {
            throw new InterruptedException("the worker was stopped");
        }
        try {
            List<StepResult> made = timed.run(handle -> tokenizer.step(batch, handle));
            if (made.size() == batch.size()) {
                return Optional.of(made);
            }
            LOG.error("The tokenizer gave {} results for {} steps.", made.size(), batch.size());
        } catch (ModelException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("The tokenizer failed at a batch of {} steps.", batch.size(), e);
        }
        return Optional.empty();
    }

    /** Ends the run at work, if there is one, and has none begin after it. Any thread may call it. */
    void stop() {
        timed.stop();
    }
}
