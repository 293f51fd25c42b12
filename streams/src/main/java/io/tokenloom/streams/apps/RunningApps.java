package io.tokenloom.streams.apps;

import io.tokenloom.connection.Connections;
import io.tokenloom.record.TokenStatistics;
import io.tokenloom.streams.StreamsApp;
import io.tokenloom.streams.assemble.AssembleTopology;
import io.tokenloom.streams.statistics.LatestStatistics;
import io.tokenloom.streams.statistics.StatisticsOptions;
import io.tokenloom.streams.wire.TokenWire;
import io.tokenloom.streams.wire.UnexpectedFailures;
import io.tokenloom.wire.SchemaSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Apps that run, each as a Kafka Streams application of its own, exactly once. One that fails for good ends all: who
 * supervises the process starts it again, and each goes on from its last commit. Thread-safe.
 */
final class RunningApps implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningApps.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    /** A token record of 24 MiB with its headers, in state and between the parts of a topology. */
    private static final int LARGEST_RECORD_BYTES = 26 << 20;

    /** Documents and windows wait for seconds of stream time, so the usual tenth of a second would only cost transactions. */
    private static final int COMMIT_INTERVAL_MILLIS = 500;

    /** Of all apps together, so each has its share: what changes between two commits, some tenths of a second apart. */
    private static final long CACHE_BYTES = 16L << 20;

    private final Map<String, KafkaStreams> running = new LinkedHashMap<>();
    private final List<CommittedEnds> ends = new ArrayList<>();
    private final CountDownLatch failed = new CountDownLatch(1);

    /**
     * Where apps run.
     *
     * @param state folder of state stores
     * @param instance name of the process among those that run the same apps, if it has one
     */
    record Place(Path state, Optional<String> instance) {}

    private RunningApps() {}

    /** Starts them. */
    static RunningApps start(Apps apps, Connections connections, TokenWire wire, Place place) {
        RunningApps started = new RunningApps();
        for (StreamsApp app : apps.apps()) {
            CommittedEnds ends = new CommittedEnds(connections, apps.applicationId(app));
            started.ends.add(ends);
            Properties settings = settings(apps, app, connections, place);
            KafkaStreams streams = app.alignment()
                    .map(most -> aligned(app, wire.with(ends), settings, new TaskAlignment(most)))
                    .orElseGet(() -> new KafkaStreams(app.topology(wire.with(ends)), settings));
            streams.setUncaughtExceptionHandler(failure -> {
                LOG.error("{} ends all apps: {}", app.name(), failure.getMessage(), failure);
                started.failed.countDown();
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            started.running.put(app.name(), streams);
        }
        started.running.values().forEach(KafkaStreams::start);
        return started;
    }

    private static KafkaStreams aligned(StreamsApp app, TokenWire wire, Properties settings, TaskAlignment alignment) {
        AlignedClients clients = new AlignedClients(alignment, Set.copyOf(app.inputs()));
        return new KafkaStreams(app.topology(wire.with(alignment)), settings, clients);
    }

    /** The settings of an app: Kafka's own of the connections file as they are, and what must be. */
    static Properties settings(Apps apps, StreamsApp app, Connections connections, Place place) {
        Properties settings = connections.kafkaProperties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, apps.applicationId(app));
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.putIfAbsent(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MILLIS);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, place.state().toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, apps.threads());
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
        settings.put(
                StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
                CACHE_BYTES / apps.apps().size());
        settings.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, app.deadLetters());
        settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, UnexpectedFailures.class);
        settings.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), LARGEST_RECORD_BYTES);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_RECORD_BYTES);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // Streams gives each thread a name of its own from it.
        place.instance()
                .ifPresent(name -> settings.put(
                        StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                        apps.applicationId(app) + "-" + name));
        return settings;
    }

    /**
     * The newest statistics of all apps that measure, for who asks now.
     *
     * @return throws an IllegalStateException while an app does not run
     */
    Supplier<List<TokenStatistics>> statistics(Apps apps, SchemaSource schemas) {
        List<Supplier<List<TokenStatistics>>> each = new ArrayList<>();
        for (StreamsApp app : apps.apps()) {
            if (app instanceof StatisticsOptions options) {
                each.add(LatestStatistics.of(options, running.get(app.name()), schemas));
            }
        }
        return () -> {
            requireRunning();
            return each.stream().flatMap(latest -> latest.get().stream()).toList();
        };
    }

    /** How full packs are and how long documents waited, of all apps that pack. */
    List<Metric> packMetrics() {
        return running.values().stream()
                .flatMap(streams -> streams.metrics().values().stream())
                .filter(metric -> metric.metricName().group().equals(AssembleTopology.METRICS))
                .<Metric>map(metric -> metric)
                .toList();
    }

    private void requireRunning() {
        running.forEach((name, streams) -> {
            if (streams.state() != KafkaStreams.State.RUNNING) {
                throw new IllegalStateException("app " + name + " is " + streams.state());
            }
        });
    }

    /** Waits until one of them has failed for good. */
    void awaitFailure() throws InterruptedException {
        failed.await();
    }

    /** Ends all of them in order, each within some seconds. */
    @Override
    public void close() {
        running.values().forEach(streams -> streams.close(CLOSE_WITHIN));
        ends.forEach(CommittedEnds::close);
    }
}
