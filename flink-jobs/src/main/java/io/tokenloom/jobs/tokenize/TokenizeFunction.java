package io.tokenloom.jobs.tokenize;

import io.tokenloom.claim.ClaimStore;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.jobs.routes.Connections;
import io.tokenloom.record.TextItem;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.HeaderNames;
import io.tokenloom.wire.SchemaSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.concurrent.ExponentialBackoffRetryStrategy;
import org.apache.flink.util.concurrent.RetryStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns each source record of a route into its token records, or one dead letter, or a tombstone that is passed on. A
 * record never stops the job; a registry that does not answer is asked again for half a minute first.
 *
 * <p>State: the id of the source topic, so that a job that goes on after its topic was deleted and made anew stops
 * instead of skipping the first records of the new one.
 */
final class TokenizeFunction extends ProcessFunction<SourceRecord, SinkRecord>
        implements CheckpointedFunction, CheckpointListener {
    private static final Logger LOG = LoggerFactory.getLogger(TokenizeFunction.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int RETRIES = 9;

    /** A content that is behind its record by more than this is missing. */
    private static final Duration CONTENT_DELAY = Duration.ofSeconds(30);

    private final PlannedRoute route;
    private final String job;
    private final Map<String, String> schemaRegistry;
    private final Map<String, String> claims;

    private transient ListState<String> topicId;
    private transient SharedBundles.Lease lease;
    private transient SchemaSource schemas;
    private transient TextInputReader reader;
    private transient TokenRecords records;
    private transient DeadLetter deadLetter;
    private transient RouteMetrics metrics;

    TokenizeFunction(PlannedRoute route, String job, Connections connections) {
        this.route = route;
        this.job = job;
        this.schemaRegistry = connections.schemaRegistry();
        this.claims = connections.claims();
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        topicId = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("source-topic-id", Types.STRING));
        for (String before : topicId.get()) {
            if (!before.equals(route.sourceTopicId())) {
                // A restart would not mend it.
                throw new SuppressRestartsException(new IllegalStateException("topic "
                        + route.route().from() + " was deleted and made anew (id "
                        + before + " before, " + route.sourceTopicId()
                        + " now), so the offsets of this job's state mean"
                        + " nothing in it. Start without state, or give route "
                        + route.route().name() + " another name to have the new topic read from its beginning."));
            }
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        topicId.update(List.of(route.sourceTopicId()));
    }

    @Override
    public void open(OpenContext context) {
        metrics = new RouteMetrics(
                getRuntimeContext().getMetricGroup(), route.route().name());
        lease = SharedBundles.ofThisProcess().lease(route.route().tokenizer(), route.fingerprint());
        deadLetter = new DeadLetter(route, job);
        records = new TokenRecords(lease.bundle(), route);
        ClaimedContents claimed = new ClaimedContents(claimStore());
        reader = switch (route.route().format()) {
            case AVRO -> {
                schemas = SchemaSource.connect(schemaRegistry);
                yield new AvroTextReader(AvroRecordReader.of(TextItem.class, schemas), claimed);
            }
            case BYTES -> new TextInputReader.OfBytes(claimed);
            case LINES -> new TextInputReader.OfLines(claimed);
        };
    }

    private Optional<ClaimStore> claimStore() {
        try {
            return claims.isEmpty() ? Optional.empty() : Optional.of(ClaimStore.open(claims));
        } catch (IllegalArgumentException e) {
            // It was there where the job was started from. A restart on this machine would not mend it.
            throw new SuppressRestartsException(e);
        }
    }

    @Override
    public void processElement(SourceRecord source, Context context, Collector<SinkRecord> out)
            throws InterruptedException {
        if (source.value() == null) {
            metrics.tombstone();
            out.collect(
                    output(source, null, List.of(HeaderField.text(HeaderNames.TOMBSTONE_SOURCE, source.address()))));
            return;
        }
        RetryStrategy retries = new ExponentialBackoffRetryStrategy(RETRIES, FIRST_WAIT, LONGEST_WAIT);
        for (int attempt = 1; ; attempt++) {
            try {
                tokenize(source, out);
                return;
            } catch (TokenizationException failure) {
                if (!mayComeYet(failure, source) || retries.getNumRemainingRetries() == 0) {
                    metrics.deadLetter(failure.code());
                    out.collect(deadLetter.of(source, failure, attempt));
                    return;
                }
                LOG.warn("Route {} waits: {}", route.route().name(), failure.getMessage());
                Thread.sleep(retries.getRetryDelay().toMillis());
                retries = retries.getNextRetryStrategy();
            }
        }
    }

    /**
     * Whether to ask again. A content may come a little after its record; one that should have been there long ago must
     * not hold up the others.
     */
    private static boolean mayComeYet(TokenizationException failure, SourceRecord source) {
        return failure.code() == FailureCode.CLAIM_MISSING
                ? System.currentTimeMillis() - source.timestamp() < CONTENT_DELAY.toMillis()
                : failure.code().retriable();
    }

    private void tokenize(SourceRecord source, Collector<SinkRecord> out) {
        TokenRecords.Made made;
        TextInput input;
        try {
            input = reader.read(source);
            made = records.of(source, input);
        } catch (TokenizationException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("Route {} failed at {}.", route.route().name(), source.address(), e);
            throw new TokenizationException(
                    FailureCode.INTERNAL_ERROR,
                    "The platform failed at this record (" + e.getClass().getSimpleName()
                            + "). Report it with the record and the TaskManager's log.",
                    e);
        }
        for (byte[] value : made.values()) {
            out.collect(output(source, value, List.of()));
        }
        metrics.tokenized(input.content().length, made.tokens());
    }

    private SinkRecord output(SourceRecord source, byte[] value, List<HeaderField> headers) {
        return new SinkRecord(route.route().to(), source.partition(), source.timestamp(), source.key(), value, headers);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        metrics.checkpointCompleted();
    }

    @Override
    public void close() {
        if (schemas != null) {
            schemas.close();
        }
        if (lease != null) {
            lease.close();
        }
    }
}
