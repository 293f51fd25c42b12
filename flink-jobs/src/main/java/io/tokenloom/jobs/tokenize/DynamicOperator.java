package io.tokenloom.jobs.tokenize;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.text.mode.BatchWindow;
import io.tokenloom.text.mode.TextMode;
import io.tokenloom.wire.SchemaSource;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TimestampedCollector;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.IOUtils;

/**
 * Tokenizes texts and merges the tokens of each window of them, keyed by {@link WindowKeySelector}.
 *
 * <p>A text is tokenized when it comes; one that can't be leaves as a dead letter at once, and no window knows of it. Its
 * token records, one for each part of a long text, wait in the window of its key; a tombstone waits with them, so that the
 * order of each key is kept. When the window is closed, its vocabulary delta leaves, unless the key published the same one
 * lately, and then its records. All of that happens between two barriers, and goes through one task of the sink, whose
 * producer has one transaction for all topics: the delta is in that of the first records that need it, before them. Only a
 * barrier that overtakes records, which routes of pictures allow in their job, can come to the sink between them; then the delta
 * is in the transaction before.
 *
 * <p>What closes a window: {@link WindowFill#full}, an item of a later stretch of event time, the end of the input, and the
 * clock where {@code idle} is set. State of a key: an open window of at most 8 MiB of text or 32 MiB of token records, and
 * one part of a text more; a kilobyte of versions. A window is merged in one go, during which barriers wait.
 */
final class DynamicOperator extends AbstractStreamOperator<SinkRecord>
        implements OneInputStreamOperator<SourceRecord, SinkRecord>,
                BoundedOneInput,
                Triggerable<String, VoidNamespace> {
    private static final long serialVersionUID = 1L;

    /** What a waiting record takes beside its key and value. */
    private static final int RECORD_BYTES = 64;

    private final PlannedRoute route;
    private final TextMode.Dynamic mode;
    private final String job;
    private final ContentSources contents;

    private transient SourceTopicIdentity topic;
    private transient WaitingRecords counts;
    private transient WindowStates windows;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient TimestampedCollector<SinkRecord> out;
    private transient RecordProcessing processing;
    private transient WindowMetrics metrics;
    private transient SharedBundles.Lease lease;
    private transient ClaimedContents claimed;
    private transient SchemaSource schemas;
    private transient TextItemTokenizer tokenizer;
    private transient WindowMerging merging;
    private transient byte[] fingerprint;
    private transient long waiting;

    DynamicOperator(
            StreamOperatorParameters<SinkRecord> parameters,
            PlannedRoute route,
            TextMode.Dynamic mode,
            String job,
            ContentSources contents) {
        super(parameters);
        this.route = route;
        this.mode = mode;
        this.job = job;
        this.contents = contents;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        topic = SourceTopicIdentity.check(route, context.getOperatorStateStore());
        counts = WaitingRecords.in(context.getOperatorStateStore());
        windows = new WindowStates(context.getKeyedStateStore());
    }

    @Override
    public void open() throws Exception {
        super.open();
        timers = getInternalTimerService("idle", VoidNamespaceSerializer.INSTANCE, this);
        out = new TimestampedCollector<>(output);
        processing = new RecordProcessing(route, job, getMetricGroup());
        metrics = new WindowMetrics(getMetricGroup(), route.route().name());
        lease = SharedBundles.ofThisProcess().lease(route, getRuntimeContext());
        claimed = contents.claimed(route.route().item());
        schemas = SchemaSource.connect(contents.schemaRegistry());
        TextBundle bundle = (TextBundle) lease.bundle();
        // Items are counted in the tokens that leave.
        tokenizer =
                new TextItemTokenizer(route, bundle.tokenizer(), claimed, contents.schemaRegistry(), Optional.empty());
        merging = new WindowMerging(
                route,
                mode,
                bundle,
                schemas,
                new TokenItems(getMetricGroup(), route.route().name()));
        fingerprint = HexFormat.of().parseHex(route.fingerprint());
        for (String key : WindowStates.openKeys(this.<String>getKeyedStateBackend())) {
            setCurrentKey(key);
            waiting += windows.fill().map(WindowFill::records).orElse(0L);
        }
        metrics.waiting(waiting);
    }

    @Override
    public void processElement(StreamRecord<SourceRecord> element) throws Exception {
        SourceRecord source = element.getValue();
        if (source.value() == null) {
            long eventTime = TextInputReader.kafkaTime(source).toEpochMilli();
            endWindowBefore(eventTime);
            add(processing.outputs().tombstone(source), 0, 0, eventTime);
            return;
        }
        Optional<TextItemTokenizer.Tokenized> made = processing.attempt(source, tokenizer::parts, out);
        if (made.isPresent()) {
            processing.outputs().cameIn(made.get().bytes());
            long eventTime = made.get().eventTime().toEpochMilli();
            endWindowBefore(eventTime);
            for (TokenRecords.Part part : made.get().parts()) {
                add(processing.outputs().waiting(source, part.value()), part.bytes(), part.tokens(), eventTime);
            }
        }
    }

    private void endWindowBefore(long eventTime) throws Exception {
        if (windows.fill()
                .filter(fill -> fill.endsBefore(mode.window(), eventTime))
                .isPresent()) {
            closeWindow();
        }
    }

    private void add(SinkRecord waits, long bytes, long tokens, long eventTime) throws Exception {
        if (windows.fill().filter(fill -> fill.hasNoRoomFor(tokens)).isPresent()) {
            closeWindow();
        }
        BatchWindow window = mode.window();
        WindowFill before = windows.fill().orElseGet(() -> WindowFill.empty(window, eventTime));
        long held = RECORD_BYTES
                + (waits.value() == null ? 0 : waits.value().length)
                + (waits.key() == null ? 0 : waits.key().length);
        WindowFill now = before.with(bytes, tokens, held, closesAt(before));
        windows.add(waits, now);
        metrics.waiting(++waiting);
        if (now.full(window)) {
            closeWindow();
        }
    }

    /** When the window is closed if nothing more comes. A timer that is there already looks again when it fires. */
    private long closesAt(WindowFill before) {
        if (mode.window().idle().isZero()) {
            return 0;
        }
        long closesAt = timers.currentProcessingTime() + mode.window().idle().toMillis();
        if (before.closesAt() == 0) {
            timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, closesAt);
        }
        return closesAt;
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        Optional<WindowFill> fill = windows.fill();
        if (fill.isEmpty() || fill.get().closesAt() == 0) {
            return;
        }
        if (fill.get().closesAt() <= timer.getTimestamp()) {
            closeWindow();
        } else {
            timers.registerProcessingTimeTimer(
                    VoidNamespace.INSTANCE, fill.get().closesAt());
        }
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
        // None is ever set.
    }

    /** Merges the window of the current key, which is open no more. */
    private void closeWindow() throws Exception {
        WindowMerging.Merged merged = merging.merge(windows.take());
        PublishedDeltas published = windows.published(fingerprint);
        if (merged.delta().isPresent()
                && !published.contains(merged.delta().get().version())) {
            windows.published(published.with(merged.delta().get().version()));
            out.collect(merged.delta().get().record());
            metrics.published(merged.delta().get());
        }
        merged.records().forEach(out::collect);
        processing.outputs().left(merged.tokensAfter());
        metrics.closed(merged);
        waiting -= merged.records().size();
        metrics.waiting(waiting);
    }

    @Override
    public void endInput() throws Exception {
        for (String key : WindowStates.openKeys(this.<String>getKeyedStateBackend())) {
            setCurrentKey(key);
            closeWindow();
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        topic.snapshot();
        counts.snapshot(waiting);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        processing.checkpointCompleted();
    }

    @Override
    public void close() throws Exception {
        try {
            IOUtils.closeAll(tokenizer, claimed, schemas, lease);
        } finally {
            super.close();
        }
    }
}
