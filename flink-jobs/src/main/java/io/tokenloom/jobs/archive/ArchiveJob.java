package io.tokenloom.jobs.archive;

import io.tokenloom.jobs.kafka.GuardedKafkaSink;
import io.tokenloom.jobs.tokenize.SinkRecord;
import io.tokenloom.jobs.tokenize.SinkRecordSchema;
import io.tokenloom.jobs.tokenize.SourceRecord;
import io.tokenloom.jobs.tokenize.SourceRecordSchema;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.base.source.reader.SourceReaderOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The job graph.
 *
 * <pre>
 *   source-NAME   KafkaSource, read_committed, raw records   parallelism of the job
 *   read-NAME     ReadFunction                               chained
 *   archive-NAME  ArchiveSink: writer                        chained
 *   publish-NAME  PublicationOperator, then its committer    one
 *   dead-letters  GuardedKafkaSink over all dead-letter topics
 * </pre>
 */
final class ArchiveJob {
    private static final int TOLERATED_CHECKPOINT_FAILURES = 3;
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(10);
    private static final int BUFFER_ROOM_BYTES = 16 * 1024 * 1024;

    private ArchiveJob() {}

    /** Adds the graph of a plan to an environment. */
    static void build(StreamExecutionEnvironment environment, ArchivePlan plan) {
        configure(environment, plan);
        plan.archives().stream()
                .map(archive -> archive(environment, plan, archive))
                .reduce((first, second) -> first.union(second))
                .orElseThrow(() -> new IllegalArgumentException("a plan without archives"))
                .sinkTo(deadLetters(plan))
                .uid(Uids.DEAD_LETTERS)
                .name(Uids.DEAD_LETTERS);
    }

    static void configure(StreamExecutionEnvironment environment, ArchivePlan plan) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        // Chained operators hand records on, with what was read of them.
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        environment.configure(configuration);
        // Aligned: what a commit says of offsets holds only if no record is under way when the barrier passes.
        environment.enableCheckpointing(plan.checkpointInterval().toMillis(), CheckpointingMode.EXACTLY_ONCE);
        environment.getCheckpointConfig().enableUnalignedCheckpoints(false);
        environment.getCheckpointConfig().setTolerableCheckpointFailureNumber(TOLERATED_CHECKPOINT_FAILURES);
        environment
                .getCheckpointConfig()
                .setExternalizedCheckpointRetention(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    }

    private static DataStream<SinkRecord> archive(
            StreamExecutionEnvironment environment, ArchivePlan plan, PlannedArchive planned) {
        Archive archive = planned.archive();
        DataStream<SourceRecord> source = environment
                .fromSource(source(plan, planned), WatermarkStrategy.noWatermarks(), Uids.source(archive))
                .uid(Uids.source(archive));
        SingleOutputStreamOperator<ReadRecord> read = source.process(
                        new ReadFunction(planned, plan.connections().schemaRegistry()))
                .uid(Uids.read(archive))
                .name(Uids.read(archive));
        read.sinkTo(new ArchiveSink(planned, plan.connections().schemaRegistry()))
                .uid(Uids.sink(archive))
                .name(Uids.sink(archive));
        return read.getSideOutput(ReadFunction.DEAD_LETTERS);
    }

    static KafkaSource<SourceRecord> source(ArchivePlan plan, PlannedArchive planned) {
        Properties settings = plan.connections().kafkaProperties();
        settings.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        settings.setProperty(SourceReaderOptions.ELEMENT_QUEUE_CAPACITY.key(), "1");
        KafkaSourceBuilder<SourceRecord> builder = KafkaSource.<SourceRecord>builder()
                .setBootstrapServers(settings.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG))
                .setProperties(settings)
                .setTopics(planned.archive().from())
                .setGroupId(plan.job())
                .setClientIdPrefix(plan.job() + "-" + planned.archive().name())
                .setStartingOffsets(new ArchivedOffsets(planned.offsets()))
                .setDeserializer(new SourceRecordSchema());
        if (plan.untilEnd()) {
            builder.setBounded(OffsetsInitializer.latest());
        }
        return builder.build();
    }

    private static GuardedKafkaSink<SinkRecord> deadLetters(ArchivePlan plan) {
        return sink(
                plan,
                Uids.DEAD_LETTERS,
                plan.archives().stream()
                        .map(archive -> archive.archive().deadLetters())
                        .collect(Collectors.toSet()));
    }

    static GuardedKafkaSink<SinkRecord> sink(ArchivePlan plan, String uid, Set<String> topics) {
        int largest = plan.archives().stream()
                .mapToInt(PlannedArchive::maxDeadLetterBytes)
                .max()
                .orElseThrow();
        Properties settings = plan.connections().kafkaProperties();
        settings.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(largest));
        settings.setProperty(ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString((long) largest + BUFFER_ROOM_BYTES));
        settings.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        settings.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        settings.setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Long.toString(TRANSACTION_TIMEOUT.toMillis()));
        return new GuardedKafkaSink<>(settings, plan.job() + "-" + uid, new SinkRecordSchema(topics));
    }
}
