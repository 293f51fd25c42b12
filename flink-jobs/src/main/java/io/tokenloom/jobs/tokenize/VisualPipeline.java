package io.tokenloom.jobs.tokenize;

import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.jobs.batching.Batch;
import io.tokenloom.jobs.batching.Ticket;
import io.tokenloom.vision.StepResult;
import io.tokenloom.vision.VisualTokens;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * The way of the items of one task:
 *
 * <pre>
 *   arrive ─> Arrivals ─> Admission ─> DecodingPool ─> ItemRun ─> StepQueue ─> model ─┐
 *                                                        ^  (DecodingPool, to store)  │
 *                                                        └────────────────────────────┘
 *             first of its key and finished ─> state of its stream, records
 * </pre>
 *
 * <p>Items leave in the order of their key. Those that need the state of their stream are stepped in that order as well.
 * Only what has left has changed anything: an item that has not can begin again from its source record. Confined to the
 * task's thread; others come in by mail.
 */
final class VisualPipeline implements AutoCloseable {
    private final TaskLink task;
    private final VisualParts parts;
    private final Arrivals arrivals = new Arrivals();
    private final Admission admission;
    private final RecentKeys recent;
    private final ItemOutcomes outcomes;

    VisualPipeline(TaskLink task, VisualParts parts) {
        this.task = task;
        this.parts = parts;
        this.admission = new Admission(parts.limits().open(), parts.limits().lookAhead());
        this.recent = new RecentKeys(parts.limits().batch());
        this.outcomes = new ItemOutcomes(task, parts);
    }

    /** Takes an item in. */
    void arrive(String key, SourceRecord source) throws Exception {
        PendingItem item = arrivals.add(key, source);
        recent.seen(key);
        if (source.value() == null) {
            item.move(PendingItem.Stage.FINISHED);
        } else {
            admission.offer(item.queue());
        }
        advance(item.queue());
    }

    /** Takes a watermark in, which leaves after all items that are here. */
    void arrive(Watermark watermark) throws Exception {
        arrivals.hold(watermark);
        emitWatermarks();
    }

    /** Whether there is as much at work as may be. */
    boolean full() {
        return arrivals.items() > parts.limits().items()
                || arrivals.items() > 1 && arrivals.bytes() > parts.limits().bytes();
    }

    /** Whether nothing is at work. */
    boolean isEmpty() {
        return arrivals.items() == 0;
    }

    /** The items that are here, by key. */
    Iterable<KeyQueue> queues() {
        return arrivals.queues();
    }

    private void openMore() {
        for (Optional<PendingItem> next = admission.next(); next.isPresent(); next = admission.next()) {
            open(next.get());
        }
        parts.steps().expect(parts.runs().ordered() ? recent.count() : admission.open());
        parts.metrics().inFlight(arrivals.items());
    }

    private void open(PendingItem item) {
        item.move(PendingItem.Stage.OPENING);
        parts.decoding().open(item.source(), new Answered<>(item, "open") {
            @Override
            void with(OpenedItem opened) throws Exception {
                item.opened(opened, parts.runs().of(opened));
                step(item);
            }
        });
    }

    /** An answer about an item, after which its key may go on. */
    private abstract class Answered<R> extends MailedAnswer<R> {
        private final PendingItem item;

        Answered(PendingItem item, String what) {
            super(task, what);
            this.item = item;
        }

        @Override
        void without(TokenizationException why) {
            VisualPipeline.this.refused(item, why);
        }

        @Override
        void fault(Throwable fault) {
            without(parts.outputs().internal(item.source(), fault));
        }

        @Override
        void after() throws Exception {
            advance(item.queue());
        }
    }

    /** Hands in the next step of an item, if there is one and it is its turn. */
    private void step(PendingItem item) throws Exception {
        ItemRun run = item.run().orElseThrow();
        boolean itsTurn = !run.inTurn() || item.queue().head() == item;
        if (item.stage() != PendingItem.Stage.BETWEEN_STEPS || !run.ready() || !itsTurn) {
            return;
        }
        try {
            if (run.inTurn()) {
                run.begin(outcomes.stream(item));
            }
            parts.steps().put(Ticket.of(item, run.request()));
            item.move(PendingItem.Stage.STEPPING);
            decodeAhead(item);
        } catch (TokenizationException e) {
            finish(item, e);
        }
    }

    /** The next picture of a video is decoded while the one before it is in the model. */
    private void decodeAhead(PendingItem item) {
        if (item.run().orElseThrow() instanceof VideoRun video && !video.hasEnough() && !item.decoding()) {
            item.decoding(true);
            PictureSource rest = item.opened().orElseThrow().rest();
            parts.decoding().submit(rest::next, new Answered<>(item, "decode") {
                @Override
                void with(Optional<SourcePicture> picture) throws Exception {
                    item.decoding(false);
                    decoded(item, video, picture);
                }

                @Override
                void without(TokenizationException why) {
                    item.decoding(false);
                    finish(item, why);
                }
            });
        }
    }

    private void decoded(PendingItem item, VideoRun video, Optional<SourcePicture> picture) throws Exception {
        PictureSource rest = item.opened().orElseThrow().rest();
        if (item.finished()) {
            close(rest);
            return;
        }
        picture.ifPresentOrElse(video::decoded, () -> video.decodedAll(rest.endedEarly()));
        if (item.stage() == PendingItem.Stage.BETWEEN_STEPS && video.finished()) {
            item.move(PendingItem.Stage.FINISHED);
        }
        step(item);
        decodeAhead(item);
    }

    /** The results of a batch are there. */
    void done(Batch<PendingItem> batch) throws Exception {
        parts.metrics().batch(batch.tickets().size(), batch.work());
        for (int i = 0; i < batch.tickets().size(); i++) {
            PendingItem item = batch.tickets().get(i).item();
            if (item.finished()) {
                continue;
            }
            if (batch.results().get(i) instanceof StepResult.Made made) {
                made(item, made);
            } else {
                refused(item, ((StepResult.Refused) batch.results().get(i)).why());
            }
            advance(item.queue());
        }
    }

    private void made(PendingItem item, StepResult.Made made) throws Exception {
        if (made.tokens() instanceof VisualTokens.Ids ids) {
            stepped(item, made, new TokenPayload.Ids(ids));
        } else {
            VisualTokens.Embeddings embeddings = (VisualTokens.Embeddings) made.tokens();
            parts.decoding().submit(() -> parts.packing().pack(embeddings), new Answered<>(item, "store") {
                @Override
                void with(TokenPayload.Numbers numbers) throws Exception {
                    stepped(item, made, numbers);
                }
            });
        }
    }

    private void stepped(PendingItem item, StepResult.Made made, TokenPayload payload) throws Exception {
        if (item.finished()) {
            return;
        }
        ItemRun run = item.run().orElseThrow();
        run.made(made, payload);
        item.move(run.finished() ? PendingItem.Stage.FINISHED : PendingItem.Stage.BETWEEN_STEPS);
        step(item);
    }

    /** An item is tried again later, or is given up. */
    private void refused(PendingItem item, TokenizationException why) {
        if (item.finished()) {
            return;
        }
        if (item.run().isEmpty()) {
            admission.left(item);
        }
        Optional<Duration> wait = item.retries().waitAfter(why, item.source());
        if (wait.isEmpty()) {
            finish(item, why);
            return;
        }
        parts.outputs().waits(why);
        item.move(PendingItem.Stage.PAUSING);
        task.later(wait.get(), () -> resume(item));
    }

    private void resume(PendingItem item) throws Exception {
        if (item.finished()) {
            return;
        }
        if (item.run().isPresent()) {
            item.move(PendingItem.Stage.BETWEEN_STEPS);
            step(item);
            decodeAhead(item);
        } else {
            admission.again();
            open(item);
        }
        advance(item.queue());
    }

    private void finish(PendingItem item, TokenizationException why) {
        if (!item.finished()) {
            item.fail(why);
        }
        if (!item.decoding()) {
            item.opened().map(OpenedItem::rest).ifPresent(this::close);
        }
    }

    private void close(PictureSource rest) {
        parts.decoding().execute(rest::close);
    }

    /** Lets all leave that can, and has the others go on. */
    private void advance(KeyQueue queue) throws Exception {
        while (!queue.isEmpty()) {
            PendingItem head = queue.head();
            if (head.run().isPresent()) {
                step(head);
            }
            if (!head.finished()) {
                break;
            }
            leave(head);
        }
        emitWatermarks();
        openMore();
    }

    private void leave(PendingItem head) throws Exception {
        for (SinkRecord made : outcomes.of(head)) {
            task.emit(head.source(), made);
        }
        arrivals.remove(head);
        if (head.run().isPresent()) {
            admission.left(head);
        }
    }

    private void emitWatermarks() throws Exception {
        for (Optional<Watermark> next = arrivals.passedWatermark();
                next.isPresent();
                next = arrivals.passedWatermark()) {
            task.emit(next.get());
        }
    }

    /** Lets go of what items hold open; the threads of the parts have ended. */
    @Override
    public void close() {
        for (KeyQueue queue : arrivals.queues()) {
            queue.items().forEach(item -> item.opened().map(OpenedItem::rest).ifPresent(PictureSource::close));
        }
    }
}
