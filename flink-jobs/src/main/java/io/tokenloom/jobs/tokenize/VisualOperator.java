package io.tokenloom.jobs.tokenize;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * Tokenizes pictures, keyed by stream, many streams at once: a {@link VisualPipeline} in a Flink task.
 *
 * <p>Nothing that is at work holds up a checkpoint. What has arrived and has not left is in the state as its source record,
 * and begins again after a restore, at any parallelism; the state of a stream changes in the same moment in which the
 * records of its frame leave. While there is no room for more, checkpoints go on: what was taken in last is at work already.
 * So a barrier waits for nothing but the records before it, and where it may overtake those, for nothing.
 *
 * <p>State of a stream: see {@link StreamState}; forgotten when nothing came for a week. State of what is at work: at most
 * four batches of source records or 32 MiB of them for each task, and one record more.
 */
final class VisualOperator extends AbstractStreamOperator<SinkRecord>
        implements OneInputStreamOperator<SourceRecord, SinkRecord>, BoundedOneInput, TaskLink {
    private static final long serialVersionUID = 1L;
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(7);

    private final PlannedRoute route;
    private final String job;
    private final ContentSources contents;
    private final TokenizerOpening tokenizers;
    private final transient MailboxExecutor mailbox;

    /** Runs the mails of the whole task, barriers that overtake among them. This operator is the first of its task. */
    private final transient MailboxExecutor everything;

    private transient SourceTopicIdentity topic;
    private transient ValueState<byte[]> streams;
    private transient PendingRecords pending;
    private transient VisualResources resources;
    private transient VisualPipeline pipeline;

    VisualOperator(
            StreamOperatorParameters<SinkRecord> parameters,
            PlannedRoute route,
            String job,
            ContentSources contents,
            TokenizerOpening tokenizers) {
        super(parameters);
        this.mailbox = parameters.getMailboxExecutor();
        this.everything =
                parameters.getContainingTask().getMailboxExecutorFactory().createExecutor(TaskMailbox.MIN_PRIORITY);
        this.route = route;
        this.job = job;
        this.contents = contents;
        this.tokenizers = tokenizers;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        topic = SourceTopicIdentity.check(route, context.getOperatorStateStore());
        ValueStateDescriptor<byte[]> stream =
                new ValueStateDescriptor<>("stream-state", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
        stream.enableTimeToLive(StateTtlConfig.newBuilder(FORGOTTEN_AFTER).build());
        streams = context.getKeyedStateStore().getState(stream);
        pending = PendingRecords.in(context.getKeyedStateStore());
    }

    @Override
    public void open() throws Exception {
        super.open();
        resources = VisualResources.open(route, job, contents, tokenizers, getRuntimeContext(), getMetricGroup());
        pipeline = new VisualPipeline(this, resources.parts());
        resources.start(
                batch -> post(() -> pipeline.done(batch), "batch"),
                fault -> post(
                        () -> {
                            throw new IllegalStateException("the thread that runs the model failed", fault);
                        },
                        "fault of the model's thread"));
        pending.restore(this.<String>getKeyedStateBackend(), pipeline::arrive);
    }

    @Override
    public void processElement(StreamRecord<SourceRecord> element) throws Exception {
        pipeline.arrive((String) getCurrentKey(), element.getValue());
        while (pipeline.full()) {
            everything.yield();
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        pipeline.arrive(mark);
    }

    @Override
    public void endInput() throws Exception {
        while (!pipeline.isEmpty()) {
            mailbox.yield();
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        topic.snapshot();
        pending.snapshot(pipeline.queues(), this::setCurrentKey);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        resources.parts().outputs().checkpointCompleted();
    }

    @Override
    public void post(ThrowingRunnable<Exception> mail, String what) {
        try {
            mailbox.execute(mail, what);
        } catch (RejectedExecutionException e) {
            // The task has ended; what is at work is in the last checkpoint or behind it.
            LOG.debug("{} came after the end of the task", what);
        }
    }

    @Override
    public void later(Duration wait, ThrowingRunnable<Exception> work) {
        long now = getProcessingTimeService().getCurrentProcessingTime();
        getProcessingTimeService().registerTimer(now + wait.toMillis(), time -> work.run());
    }

    @Override
    public Optional<byte[]> stream(String key) throws Exception {
        setCurrentKey(key);
        return Optional.ofNullable(streams.value());
    }

    @Override
    public void keep(String key, byte[] stream) throws Exception {
        setCurrentKey(key);
        streams.update(stream);
    }

    @Override
    public void emit(SourceRecord source, SinkRecord made) {
        output.collect(
                source.timestamp() < 0 ? new StreamRecord<>(made) : new StreamRecord<>(made, source.timestamp()));
    }

    @Override
    public void emit(Watermark watermark) throws Exception {
        super.processWatermark(watermark);
    }

    @Override
    public void close() throws Exception {
        try {
            if (resources != null) {
                resources.close();
            }
            if (pipeline != null) {
                pipeline.close();
            }
        } finally {
            super.close();
        }
    }
}
