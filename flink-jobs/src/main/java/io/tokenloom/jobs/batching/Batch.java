package io.tokenloom.jobs.batching;

import io.tokenloom.vision.StepResult;
import java.util.List;

/**
 * What became of the steps of a batch.
 *
 * @param tickets the steps
 * @param results one for each step, in their order
 * @param work what it took
 */
public record Batch<T>(List<Ticket<T>> tickets, List<StepResult> results, Work work) {
    /**
     * What a batch took, for metrics.
     *
     * @param runs runs of the tokenizer: one, unless something failed
     * @param splits how often a part was halved
     * @param outOfMemory runs that did not fit into the device's memory
     * @param deadlineMisses runs that took longer than the deadline
     * @param delayNanos how long its first step had waited
     * @param runNanos how long all runs took
     */
    public record Work(int runs, int splits, int outOfMemory, int deadlineMisses, long delayNanos, long runNanos) {}
}
