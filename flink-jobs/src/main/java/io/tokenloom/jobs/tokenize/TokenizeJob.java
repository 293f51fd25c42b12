package io.tokenloom.jobs.tokenize;

import io.tokenloom.jobs.kafka.GuardedKafkaSink;
import io.tokenloom.jobs.routes.Delivery;
import io.tokenloom.jobs.routes.Guarantee;
import io.tokenloom.jobs.routes.ItemKind;
import io.tokenloom.jobs.routes.Route;
import io.tokenloom.text.mode.TextMode;
import java.time.Duration;
import java.util.Properties;
import java.util.function.BiFunction;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.base.source.reader.SourceReaderOptions;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.CheckpointConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The job graph.
 *
 * <pre>
 *   source-NAME  KafkaSource, read_committed, raw records    parallelism of the job
 *   tokenize-NAME  TokenizeFunction                          for texts, chained to its source
 *                  DynamicOperator                           for texts that are merged in windows, keyed by their window
 *                  VisualOperator                            for pictures, keyed by stream
 *   sink  GuardedKafkaSink over all token, dead-letter and vocabulary topics
 * </pre>
 */
final class TokenizeJob {
    private static final int TOLERATED_CHECKPOINT_FAILURES = 3;
    /** So much of a checkpoint's time is left to it once it overtakes. */
    private static final int UNALIGNED_PART_OF_TIMEOUT = 4;

    private static final int BATCH_BYTES = 128 * 1024;

    /** Partitions that are added to a topic are read from within this time on. */
    private static final long DISCOVERY_MILLIS = 30_000;

    /** A record's frame and its neighbours in the producer's buffer. */
    private static final int BUFFER_ROOM_BYTES = 16 * 1024 * 1024;

    private TokenizeJob() {}

    /** Adds the graph of a plan to an environment and sets what the plan says about checkpoints. */
    static void build(StreamExecutionEnvironment environment, TokenizePlan plan) {
        configure(environment, plan);
        add(environment, plan, Uids.SINK, (route, source) -> tokenizing(plan, route, source));
    }

    /** Adds the graph of a plan whose records go through other steps than tokenizers. */
    static void add(
            StreamExecutionEnvironment environment,
            TokenizePlan plan,
            String sinkUid,
            BiFunction<PlannedRoute, DataStream<SourceRecord>, SingleOutputStreamOperator<SinkRecord>> steps) {
        DataStream<SinkRecord> outputs = plan.routes().stream()
                .map(route -> outputs(environment, plan, route, steps))
                .reduce((first, second) -> first.union(second))
                .orElseThrow(() -> new IllegalArgumentException("a plan without routes"));
        outputs.sinkTo(sink(plan)).uid(sinkUid).name(sinkUid);
    }

    /** The step of a route that makes tokens: with its source for texts, by stream for pictures. */
    static SingleOutputStreamOperator<SinkRecord> tokenizing(
            TokenizePlan plan, PlannedRoute route, DataStream<SourceRecord> source) {
        return tokenizing(plan, route, source, TokenizerOpening.OF_BUNDLE);
    }

    /** The same with other tokenizers of pictures. */
    static SingleOutputStreamOperator<SinkRecord> tokenizing(
            TokenizePlan plan, PlannedRoute route, DataStream<SourceRecord> source, TokenizerOpening tokenizers) {
        if (route.route().dynamic().isPresent()) {
            return merging(plan, route, route.route().dynamic().get(), source);
        }
        if (route.route().item() == ItemKind.TEXT) {
            return source.process(new TokenizeFunction(route, plan.job(), plan.connections()));
        }
        return source.keyBy(new StreamKeySelector())
                .transform(
                        Uids.tokenize(route.route()),
                        TypeInformation.of(SinkRecord.class),
                        new VisualOperatorFactory(
                                route,
                                plan.job(),
                                new ContentSources(
                                        plan.connections().schemaRegistry(),
                                        plan.connections().claims()),
                                tokenizers));
    }

    private static SingleOutputStreamOperator<SinkRecord> merging(
            TokenizePlan plan, PlannedRoute route, TextMode.Dynamic mode, DataStream<SourceRecord> source) {
        return source.keyBy(new WindowKeySelector(mode.window().by()))
                .transform(
                        Uids.tokenize(route.route()),
                        TypeInformation.of(SinkRecord.class),
                        new DynamicOperatorFactory(
                                route,
                                mode,
                                plan.job(),
                                new ContentSources(
                                        plan.connections().schemaRegistry(),
                                        plan.connections().claims())));
    }

    /** Sets what holds for the whole of an environment. */
    static void configure(StreamExecutionEnvironment environment, TokenizePlan plan) {
        Configuration configuration = new Configuration();
        // What falls back to Kryo would be slow and change with every Kryo version.
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        // Chained operators hand records on; nothing here changes a record that it has given away.
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        environment.configure(configuration);
        environment.enableCheckpointing(
                plan.delivery().checkpointInterval().toMillis(), CheckpointingMode.EXACTLY_ONCE);
        environment
                .getCheckpointConfig()
                .setCheckpointTimeout(plan.delivery().checkpointTimeout().toMillis());
        if (plan.routes().stream().anyMatch(route -> route.route().item() != ItemKind.TEXT)) {
            overtakeSlowModels(environment.getCheckpointConfig(), plan.delivery());
        }
        environment.getCheckpointConfig().setTolerableCheckpointFailureNumber(TOLERATED_CHECKPOINT_FAILURES);
        environment
                .getCheckpointConfig()
                .setExternalizedCheckpointRetention(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    }

    /**
     * A model may be slower than its source, and then there are buffers full of records before it. A barrier that has not
     * come through within one interval overtakes them, and they become part of the checkpoint.
     */
    private static void overtakeSlowModels(CheckpointConfig checkpoints, Delivery delivery) {
        Duration least = delivery.checkpointTimeout().dividedBy(UNALIGNED_PART_OF_TIMEOUT);
        Duration interval = delivery.checkpointInterval();
        checkpoints.enableUnalignedCheckpoints();
        checkpoints.setAlignedCheckpointTimeout(interval.compareTo(least) < 0 ? interval : least);
    }

    private static DataStream<SinkRecord> outputs(
            StreamExecutionEnvironment environment,
            TokenizePlan plan,
            PlannedRoute planned,
            BiFunction<PlannedRoute, DataStream<SourceRecord>, SingleOutputStreamOperator<SinkRecord>> steps) {
        Route route = planned.route();
        DataStream<SourceRecord> source = environment
                .fromSource(source(plan, route), WatermarkStrategy.noWatermarks(), Uids.source(route))
                .uid(Uids.source(route));
        return steps.apply(planned, source).uid(Uids.tokenize(route)).name(Uids.tokenize(route));
    }

    private static KafkaSource<SourceRecord> source(TokenizePlan plan, Route route) {
        Properties settings = plan.connections().kafkaProperties();
        settings.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        settings.setProperty("partition.discovery.interval.ms", Long.toString(DISCOVERY_MILLIS));
        // One batch waits, not two: a batch may be one record of the largest size.
        settings.setProperty(SourceReaderOptions.ELEMENT_QUEUE_CAPACITY.key(), "1");
        return KafkaSource.<SourceRecord>builder()
                .setBootstrapServers(settings.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG))
                .setProperties(settings)
                .setTopics(route.from())
                .setGroupId(plan.job())
                .setClientIdPrefix(plan.job() + "-" + route.name())
                .setStartingOffsets(new EarliestWithoutReset())
                .setDeserializer(new SourceRecordSchema())
                .build();
    }

    private static Sink<SinkRecord> sink(TokenizePlan plan) {
        Properties settings = plan.connections().kafkaProperties();
        settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(BATCH_BYTES));
        settings.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(plan.largestTargetBytes()));
        settings.setProperty(
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                Long.toString((long) plan.largestTargetBytes() + BUFFER_ROOM_BYTES));
        settings.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        settings.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        SinkRecordSchema serializer = new SinkRecordSchema(plan.targetTopics());
        if (plan.delivery().guarantee() == Guarantee.AT_LEAST_ONCE) {
            return KafkaSink.<SinkRecord>builder()
                    .setKafkaProducerConfig(settings)
                    .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                    .setRecordSerializer(serializer)
                    .build();
        }
        settings.setProperty(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Long.toString(plan.delivery().transactionTimeout().toMillis()));
        return new GuardedKafkaSink<>(settings, plan.job() + "-" + Uids.SINK, serializer);
    }
}
