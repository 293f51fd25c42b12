package io.tokenloom.streams.statistics;

import io.tokenloom.streams.wire.TokenWire;
import io.tokenloom.topics.TopicCatalogue;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * For each token topic:
 *
 * <pre>
 * token topic ──> measure ──> tokens.stats.v1
 *                  │   └──── state "windows" and "progress" of this partition, "latest" for whoever asks
 *                  └──────── global state "tokenizers" of tokens.tokenizers.v1
 * </pre>
 *
 * <p>Statistics are of the records of one partition of one topic: those are in order and on one task, so windows close by
 * their event times alone, and a replay gives the same statistics. Over several partitions there is no order, and stream time
 * would be that of the fastest: while the app catches up, records of the others would be late. Numbers of records, items and
 * tokens of a topic are sums over its partitions; entropies are not. Who wants those of a whole topic gives it one partition.
 *
 * <p>Memory of a task: {@link StatisticsOptions#mostPairs} times 64 bytes, 8 for each id of the vocabulary and 128 KiB, for
 * each of at most 32 open windows of series; others wait on disk. Besides, the newest statistics of each series, and what is
 * published of each tokenizer.
 */
public final class StatisticsTopology {
    static final String TOKENIZERS = "tokenizers";

    private StatisticsTopology() {}

    /** The topology of an app. */
    public static Topology of(StatisticsOptions options, TokenWire wire) {
        Deserializer<byte[]> bytes = Serdes.ByteArray().deserializer();
        Serializer<byte[]> written = Serdes.ByteArray().serializer();
        Topology topology = new Topology();
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(TOKENIZERS), Serdes.String(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                "tokenizer-versions",
                Serdes.String().deserializer(),
                bytes,
                TopicCatalogue.TOKENIZERS.name(),
                "keep-tokenizers",
                () -> new KeptRecords(TOKENIZERS));
        for (String topic : options.from()) {
            String measure = "measure-" + topic;
            topology.addSource("tokens-" + topic, bytes, bytes, topic);
            topology.addProcessor(measure, measuring(options, topic, wire), "tokens-" + topic);
            topology.addSink(
                    "statistics-" + topic, options.to(), Serdes.String().serializer(), written, measure);
        }
        return topology;
    }

    /** Store of the newest framed {@code TokenStatistics} of each series of a token topic, by the key of their records. */
    public static String latest(String tokenTopic) {
        return "latest-" + tokenTopic;
    }

    static String windows(String tokenTopic) {
        return "windows-" + tokenTopic;
    }

    static String progress(String tokenTopic) {
        return "progress-" + tokenTopic;
    }

    private static ProcessorSupplier<byte[], byte[], String, byte[]> measuring(
            StatisticsOptions options, String topic, TokenWire wire) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], String, byte[]> get() {
                return new StatisticsProcessor(options, topic, wire);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return StatisticsTopology.stores(topic);
            }
        };
    }

    /**
     * Windows are on disk, the little that the others hold is in memory; all have changelogs. With caches, what is written
     * often between two commits goes there once.
     */
    private static Set<StoreBuilder<?>> stores(String topic) {
        StoreBuilder<KeyValueStore<Bytes, byte[]>> windows = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(windows(topic)), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled();
        StoreBuilder<KeyValueStore<String, Long>> progress = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(progress(topic)), Serdes.String(), Serdes.Long())
                .withCachingEnabled();
        StoreBuilder<KeyValueStore<String, byte[]>> latest = Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(latest(topic)), Serdes.String(), Serdes.ByteArray());
        return Set.of(
                windows.withLoggingEnabled(Map.of()),
                progress.withLoggingEnabled(Map.of()),
                latest.withLoggingEnabled(Map.of()));
    }
}
