package io.tokenloom.jobs.tokenize;

import io.tokenloom.deadletter.TokenizationException;
import java.util.List;

/**
 * What finished items become: records, with the state of their stream in the same moment, or a dead letter, which changes no
 * state. Confined to the task's thread.
 */
final class ItemOutcomes {
    private final TaskLink task;
    private final VisualParts parts;

    ItemOutcomes(TaskLink task, VisualParts parts) {
        this.task = task;
        this.parts = parts;
    }

    /** The stream of an item, as the items before it have left it. */
    StreamState stream(PendingItem item) throws Exception {
        return parts.streams().of(task.stream(item.queue().key()));
    }

    /** All that leaves for the first item of its key, which is finished. */
    List<SinkRecord> of(PendingItem head) throws Exception {
        SourceRecord source = head.source();
        if (source.value() == null) {
            return List.of(parts.outputs().tombstone(source));
        }
        return head.failure().isPresent() ? failed(head, head.failure().get()) : made(head);
    }

    private List<SinkRecord> made(PendingItem head) throws Exception {
        ItemRun run = head.run().orElseThrow();
        if (parts.runs().ordered() && !run.inTurn()) {
            run.begin(stream(head));
        }
        ItemRun.Settled settled;
        ItemTokenizer.Made made;
        try {
            settled = run.settle();
            made = parts.records().of(head.source(), head.opened().orElseThrow().facts(), settled.pictures());
        } catch (TokenizationException e) {
            return failed(head, e);
        } catch (RuntimeException e) {
            return failed(head, parts.outputs().internal(head.source(), e));
        }
        if (settled.after().isPresent()) {
            task.keep(head.queue().key(), parts.streams().kept(settled.after().get()));
        }
        return parts.outputs().tokens(head.source(), made);
    }

    private List<SinkRecord> failed(PendingItem head, TokenizationException why) {
        return List.of(
                parts.outputs().deadLetter(head.source(), why, head.retries().attempts()));
    }
}
