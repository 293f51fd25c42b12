package io.tokenloom.jobs.kafka;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.connector.kafka.sink.internal.BackchannelFactory;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.connector.kafka.sink.internal.KafkaCommitter;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Flink's exactly-once Kafka sink that fails the job rather than lose a transaction.
 *
 * <pre>
 *   writer ──committables──> committer ── commit refused? ──> transaction coordinator
 *     ^                          │             committed: go on │ anything else: job fails
 *     └── ids to use again <── held until a checkpoint completed without them
 * </pre>
 *
 * <p>Transactional ids come from a small pool ({@link TransactionNamingStrategy#POOLING}), so the serializer must name
 * its topics: it has to be a {@code KafkaDatasetFacetProvider} with a fixed list. State is the connector's own, so a
 * savepoint of the plain sink with POOLING names can be restored here.
 *
 * @param <T> what is written
 */
public final class GuardedKafkaSink<T>
        implements TwoPhaseCommittingStatefulSink<T, KafkaWriterState, KafkaCommittable>,
                SupportsPostCommitTopology<KafkaCommittable>,
                LineageVertexProvider {
    private static final String FINISHED_CHANNEL = "/finished";

    private final KafkaSink<T> sink;
    private final Properties producerSettings;
    private final String transactionalIdPrefix;

    /**
     * A sink for one job.
     *
     * @param producerSettings Kafka's own producer settings, with {@code bootstrap.servers} and {@code
     *     transaction.timeout.ms}; serializers are added
     * @param transactionalIdPrefix stable over restarts, unique among all sinks on the Kafka cluster
     * @param serializer makes the records; names a fixed list of topics
     * @throws IllegalArgumentException if the transaction timeout is missing: the connector's own default is larger than
     *     brokers allow
     */
    public GuardedKafkaSink(
            Properties producerSettings, String transactionalIdPrefix, KafkaRecordSerializationSchema<T> serializer) {
        if (!producerSettings.containsKey(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG)) {
            throw new IllegalArgumentException(
                    "producer settings lack " + ProducerConfig.TRANSACTION_TIMEOUT_CONFIG + "; set it explicitly");
        }
        this.transactionalIdPrefix = Objects.requireNonNull(transactionalIdPrefix, "transactionalIdPrefix");
        this.producerSettings = new Properties();
        this.producerSettings.putAll(producerSettings);
        this.producerSettings.setProperty(
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        this.producerSettings.setProperty(
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        this.sink = KafkaSink.<T>builder()
                .setKafkaProducerConfig(this.producerSettings)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(transactionalIdPrefix)
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .setRecordSerializer(serializer)
                .build();
    }

    @Override
    public PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> createWriter(
            WriterInitContext context) throws IOException {
        return restoreWriter(context, List.of());
    }

    @Override
    public PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> restoreWriter(
            WriterInitContext context, Collection<KafkaWriterState> recovered) throws IOException {
        PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer =
                sink.restoreWriter(context, recovered);
        TaskInfo task = context.getTaskInfo();
        BackchannelFactory channels = BackchannelFactory.getInstance();
        return new GuardedWriter<>(
                writer,
                recovered,
                channels.getReadableBackchannel(
                        task.getIndexOfThisSubtask(),
                        task.getAttemptNumber(),
                        transactionalIdPrefix + FINISHED_CHANNEL),
                channels.getWritableBackchannel(
                        task.getIndexOfThisSubtask(), task.getAttemptNumber(), transactionalIdPrefix));
    }

    @Override
    public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
        TaskInfo task = context.getTaskInfo();
        // The connector's committer uses the prefix only to find the channel to its writer: here that is ours.
        KafkaCommitter committer = new KafkaCommitter(
                producerSettings,
                transactionalIdPrefix + FINISHED_CHANNEL,
                task.getIndexOfThisSubtask(),
                task.getAttemptNumber(),
                true,
                FlinkKafkaInternalProducer::new);
        return new GuardedCommitter(committer, new CoordinatorWitness(producerSettings));
    }

    @Override
    public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
        return sink.getCommittableSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
        return sink.getWriterStateSerializer();
    }

    /** Forwarded: the connector keeps writer and committer in one process here. */
    @Override
    public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committables) {
        sink.addPostCommitTopology(committables);
    }

    @Override
    public LineageVertex getLineageVertex() {
        return sink.getLineageVertex();
    }
}
