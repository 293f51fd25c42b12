package io.tokenloom.jobs.tokenize;

import io.tokenloom.bundle.VisualBundle;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.jobs.routes.Connections;
import io.tokenloom.jobs.routes.ItemKind;
import io.tokenloom.media.ImageDecoder;
import io.tokenloom.media.MediaLimits;
import io.tokenloom.media.RgbImage;
import io.tokenloom.media.video.ChildVp8Decoder;
import io.tokenloom.vision.ProgressiveState;
import io.tokenloom.vision.ProgressiveTokenizer;
import io.tokenloom.wire.SchemaSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tokenizes the frames of streams, keyed by stream, each given what the tokens of the earlier ones have said. Strictly in
 * the order of the stream: a frame that comes behind a later one is a dead letter. One that can't become tokens leaves the
 * state as it was.
 *
 * <p>State of a stream: three bytes per pixel of the model's input, about 48 KiB; forgotten when nothing came for a week.
 */
final class FrameFunction extends KeyedProcessFunction<String, SourceRecord, SinkRecord>
        implements CheckpointedFunction, CheckpointListener {
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(7);

    private final PlannedRoute route;
    private final String job;
    private final ContentSources contents;

    private transient SourceTopicIdentity topic;
    private transient SharedBundles.Lease lease;
    private transient ProgressiveTokenizer tokenizer;
    private transient PictureRecords records;
    private transient Optional<SchemaSource> schemas;
    private transient ClaimedContents claimed;
    private transient MediaInputReader reader;
    private transient ImageDecoder images;
    private transient RecordProcessing processing;
    private transient ValueState<StreamState> state;

    FrameFunction(PlannedRoute route, String job, Connections connections) {
        this.route = route;
        this.job = job;
        this.contents = new ContentSources(connections.schemaRegistry(), connections.claims());
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        topic = SourceTopicIdentity.check(route, context.getOperatorStateStore());
        ValueStateDescriptor<StreamState> descriptor =
                new ValueStateDescriptor<>("stream", TypeInformation.of(StreamState.class));
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(FORGOTTEN_AFTER).build());
        state = context.getKeyedStateStore().getState(descriptor);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        topic.snapshot();
    }

    @Override
    public void open(OpenContext context) {
        processing = new RecordProcessing(route, job, getRuntimeContext().getMetricGroup());
        lease = SharedBundles.ofThisProcess().lease(route);
        VisualBundle bundle = (VisualBundle) lease.bundle();
        tokenizer = bundle.tokenizer();
        records = new PictureRecords(bundle, route);
        schemas = route.readsFramedRecords()
                ? Optional.of(SchemaSource.connect(contents.schemaRegistry()))
                : Optional.empty();
        claimed = contents.claimed(ItemKind.FRAME);
        reader = MediaInputReader.of(route, claimed, schemas);
        images = new ImageDecoder(MediaLimits.DEFAULTS, new ChildVp8Decoder());
    }

    @Override
    public void processElement(SourceRecord source, Context context, Collector<SinkRecord> out)
            throws InterruptedException {
        processing.process(source, this::tokenize, out);
    }

    private ItemTokenizer.Made tokenize(SourceRecord source) {
        MediaInput input = reader.read(source);
        StreamState before = before();
        long index = input.place().index().orElse(before.lastIndex() + 1);
        if (index <= before.lastIndex()) {
            throw new TokenizationException(
                    FailureCode.FRAME_POSITION,
                    "Frame " + index + " comes behind frame " + before.lastIndex()
                            + " of its stream, which is tokenized already. Send the frames of a stream in their order,"
                            + " each once, or a new stream under a key of its own.");
        }
        RgbImage picture = images.decode(input.content());
        ProgressiveTokenizer.Step step = tokenizer.next(
                tokenizer.prepare(picture),
                new ProgressiveState(before.steps(), before.reconstruction()),
                route.route().visual().budget());
        byte[] value = records.of(
                source,
                input,
                new PictureRecords.Picture(
                        step,
                        index,
                        input.place().timestamp(),
                        picture.width(),
                        picture.height(),
                        records.digest(input.content()),
                        Optional.empty()),
                0,
                1);
        remember(new StreamState(index, step.next().steps(), step.next().reconstruction()));
        return new ItemTokenizer.Made(List.of(value), step.ids().length, input.content().length);
    }

    private StreamState before() {
        try {
            StreamState known = state.value();
            if (known != null) {
                return known;
            }
            ProgressiveState start = tokenizer.start();
            return new StreamState(-1, start.steps(), start.reconstruction());
        } catch (IOException e) {
            throw new UncheckedIOException("the state of a stream can't be read", e);
        }
    }

    private void remember(StreamState after) {
        try {
            state.update(after);
        } catch (IOException e) {
            throw new UncheckedIOException("the state of a stream can't be written", e);
        }
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        processing.checkpointCompleted();
    }

    @Override
    public void close() {
        if (claimed != null) {
            claimed.close();
        }
        if (schemas != null) {
            schemas.ifPresent(SchemaSource::close);
        }
        if (lease != null) {
            lease.close();
        }
    }
}
