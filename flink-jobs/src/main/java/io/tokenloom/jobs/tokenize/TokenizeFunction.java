package io.tokenloom.jobs.tokenize;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.connection.Connections;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Tokenizes the texts of a route, one after the other. */
final class TokenizeFunction extends ProcessFunction<SourceRecord, SinkRecord>
        implements CheckpointedFunction, CheckpointListener {
    private final PlannedRoute route;
    private final String job;
    private final ContentSources contents;

    private transient SourceTopicIdentity topic;
    private transient SharedBundles.Lease lease;
    private transient ClaimedContents claimed;
    private transient ItemTokenizer tokenizer;
    private transient RecordProcessing processing;

    TokenizeFunction(PlannedRoute route, String job, Connections connections) {
        this.route = route;
        this.job = job;
        this.contents = new ContentSources(connections.schemaRegistry(), connections.claims());
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        topic = SourceTopicIdentity.check(route, context.getOperatorStateStore());
        WaitingRecords.in(context.getOperatorStateStore()).requireNone(route);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        topic.snapshot();
    }

    @Override
    public void open(OpenContext context) {
        processing = new RecordProcessing(route, job, getRuntimeContext().getMetricGroup());
        lease = SharedBundles.ofThisProcess().lease(route, getRuntimeContext());
        claimed = contents.claimed(route.route().item());
        TextBundle bundle = (TextBundle) lease.bundle();
        TokenItems items = new TokenItems(
                getRuntimeContext().getMetricGroup(), route.route().name());
        tokenizer = new TextItemTokenizer(
                route, bundle.tokenizer(), claimed, contents.schemaRegistry(), Optional.of(items));
    }

    @Override
    public void processElement(SourceRecord source, Context context, Collector<SinkRecord> out)
            throws InterruptedException {
        processing.process(source, tokenizer::tokenize, out);
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
        if (tokenizer != null) {
            tokenizer.close();
        }
        if (lease != null) {
            lease.close();
        }
    }
}
