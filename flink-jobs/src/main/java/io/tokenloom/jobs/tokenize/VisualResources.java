package io.tokenloom.jobs.tokenize;

import io.tokenloom.jobs.batching.Batch;
import io.tokenloom.jobs.batching.InferenceWorker;
import io.tokenloom.jobs.batching.StepQueue;
import io.tokenloom.jobs.routes.ItemKind;
import io.tokenloom.jobs.routes.VisualOptions;
import io.tokenloom.record.ElementType;
import io.tokenloom.vision.TokenContract;
import io.tokenloom.vision.VisualTokenizer;
import io.tokenloom.wire.SchemaSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.MetricGroup;

/**
 * What a task of a route of pictures holds open: tokenizer, connections, threads. Opened and closed on the task's thread.
 */
final class VisualResources implements AutoCloseable {
    /** Enough to keep one model busy; a video's thread mostly waits for its process. */
    private static final int DECODING_THREADS = 2;

    private static final int VIDEO_THREADS = 4;

    private final PlannedRoute route;
    private final SharedUse tokenizer;
    private final ClaimedContents claimed;
    private final Optional<SchemaSource> schemas;
    private final VisualParts parts;
    private Optional<InferenceWorker<PendingItem>> worker = Optional.empty();

    private VisualResources(
            PlannedRoute route,
            SharedUse tokenizer,
            ClaimedContents claimed,
            Optional<SchemaSource> schemas,
            VisualParts parts) {
        this.route = route;
        this.tokenizer = tokenizer;
        this.claimed = claimed;
        this.schemas = schemas;
        this.parts = parts;
    }

    /** Opens all but the model's thread. */
    static VisualResources open(
            PlannedRoute route,
            String job,
            ContentSources contents,
            TokenizerOpening tokenizers,
            RuntimeContext worker,
            MetricGroup group) {
        TokenizerOpening.Opened opened = tokenizers.open(route, worker);
        Optional<SchemaSource> schemas = Optional.empty();
        ClaimedContents claimed;
        try {
            schemas = route.readsFramedRecords()
                    ? Optional.of(SchemaSource.connect(contents.schemaRegistry()))
                    : Optional.empty();
            claimed = contents.claimed(route.route().item());
        } catch (RuntimeException | Error e) {
            schemas.ifPresent(SchemaSource::close);
            opened.close().run();
            throw e;
        }
        return new VisualResources(
                route, new SharedUse(opened), claimed, schemas, parts(route, job, opened, claimed, schemas, group));
    }

    private static VisualParts parts(
            PlannedRoute route,
            String job,
            TokenizerOpening.Opened opened,
            ClaimedContents claimed,
            Optional<SchemaSource> schemas,
            MetricGroup group) {
        VisualTokenizer tokenizer = opened.tokenizer();
        VisualOptions options = route.route().visual();
        ItemKind item = route.route().item();
        return new VisualParts(
                VisualParts.Limits.of(item, options, tokenizer),
                new VisualParts.Runs(item, options, tokenizer),
                new DecodingPool(
                        route.route().name(),
                        item == ItemKind.VIDEO ? VIDEO_THREADS : DECODING_THREADS,
                        () -> new MediaOpener(route, tokenizer, claimed, schemas)),
                new StepQueue<>(options.batch()),
                new NumberPacking(stored(tokenizer.contract()), claimed),
                new StreamFormat(opened.fingerprint(), tokenizer.start()),
                new RecordOutputs(route, job, group),
                new PictureRecords(route, tokenizer.contract(), opened.fingerprint()),
                new InferenceMetrics(group, route.route().name()));
    }

    private static ElementType stored(TokenContract contract) {
        return contract.payload() instanceof TokenContract.Payload.Embeddings embeddings
                ? embeddings.stored()
                : ElementType.UNSPECIFIED;
    }

    VisualParts parts() {
        return parts;
    }

    /** Starts the model's thread. */
    void start(Consumer<Batch<PendingItem>> done, Consumer<Throwable> failed) {
        tokenizer.add();
        worker = Optional.of(new InferenceWorker<>(
                route.route().name(),
                tokenizer.tokenizer(),
                route.route().visual().batch(),
                parts.steps(),
                new InferenceWorker.Listener<>(done, failed, tokenizer::giveBack)));
    }

    /** Ends the threads and lets go of everything; a run of the model that can't be ended keeps the model open until it ends. */
    @Override
    public void close() {
        worker.ifPresent(InferenceWorker::close);
        parts.decoding().close();
        claimed.close();
        schemas.ifPresent(SchemaSource::close);
        tokenizer.giveBack();
    }

    /** A tokenizer that is closed by whoever uses it last, this task or a run that outlives it. Thread-safe. */
    private static final class SharedUse {
        private final TokenizerOpening.Opened opened;
        private final AtomicInteger users = new AtomicInteger(1);

        SharedUse(TokenizerOpening.Opened opened) {
            this.opened = opened;
        }

        VisualTokenizer tokenizer() {
            return opened.tokenizer();
        }

        void add() {
            users.incrementAndGet();
        }

        void giveBack() {
            if (users.decrementAndGet() == 0) {
                opened.close().run();
            }
        }
    }
}
