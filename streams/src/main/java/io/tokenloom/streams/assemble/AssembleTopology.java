package io.tokenloom.streams.assemble;

import io.tokenloom.streams.wire.TokenWire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Joins the items of documents and packs them; see the package. Records go through a repartition topic, unless documents go
 * by the record key: then all inputs must have as many partitions, and records of one document one key.
 */
public final class AssembleTopology {
    /** Group of the metrics of packs among those of Kafka Streams. */
    public static final String METRICS = "tokenloom-packs";

    static final String ASSEMBLE = "assemble";
    static final String SEQUENCES = "sequences";
    static final String DEAD_LETTERS = "dead-letters";
    static final String RECORDS = "records";
    static final String PACKS = "packs";
    static final String PROGRESS = "progress";

    /** A token record of the largest size with its headers. */
    private static final int MAX_STORED_BYTES = 26 << 20;

    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private AssembleTopology() {}

    /**
     * The topology of these options.
     *
     * @throws IllegalArgumentException if documents go by the record key and the inputs have unequal numbers of partitions
     */
    public static Topology of(AssembleOptions options, TokenWire wire) {
        StreamsBuilder builder = new StreamsBuilder();
        stores(options).forEach(builder::addStateStore);
        KStream<byte[], byte[]> keyed = builder.stream(options.inputs(), Consumed.with(BYTES, BYTES))
                .process(() -> new KeyByDocument(options, wire), Named.as("key-by-document"));
        KStream<byte[], byte[]> together = keyed;
        if (options.grouping().isByRecordKey()) {
            requireEqualPartitions(options, wire);
        } else {
            together = keyed.repartition(Repartitioned.<byte[], byte[]>as("documents")
                    .withKeySerde(BYTES)
                    .withValueSerde(BYTES)
                    .withNumberOfPartitions(partitions(options, wire))
                    .withStreamPartitioner((topic, key, value, count) -> Optional.of(
                            KeyedRecord.isSignal(key)
                                    ? IntStream.range(0, count).boxed().collect(Collectors.toSet())
                                    : Set.of(Utils.toPositive(Utils.murmur2(key)) % count))));
        }
        together.process(
                        () -> new AssembleProcessor(options, wire),
                        Named.as(ASSEMBLE),
                        stores(options).stream().map(StoreBuilder::name).toArray(String[]::new))
                .to(
                        options.to(),
                        Produced.<byte[], byte[]>as(SEQUENCES)
                                .withKeySerde(BYTES)
                                .withValueSerde(BYTES));
        Topology topology = builder.build();
        topology.addSink(
                DEAD_LETTERS, options.deadLetters(), new ByteArraySerializer(), new ByteArraySerializer(), ASSEMBLE);
        return topology;
    }

    /** All partitions of all inputs that a task hears of. */
    static List<Source> sources(AssembleOptions options, TokenWire wire) {
        List<Source> sources = new ArrayList<>();
        for (int topic = 0; topic < options.inputs().size(); topic++) {
            int count = wire.partitions().get(options.inputs().get(topic));
            // Without a repartition topic a task hears of one partition of each input only.
            int heard = options.grouping().isByRecordKey() ? 1 : count;
            for (int partition = 0; partition < heard; partition++) {
                sources.add(new Source(topic, partition));
            }
        }
        return sources;
    }

    private static int partitions(AssembleOptions options, TokenWire wire) {
        return options.inputs().stream()
                .mapToInt(topic -> wire.partitions().get(topic))
                .max()
                .orElseThrow();
    }

    private static void requireEqualPartitions(AssembleOptions options, TokenWire wire) {
        Map<String, Integer> counts = wire.partitions();
        if (options.inputs().stream().map(counts::get).distinct().count() > 1) {
            throw new IllegalArgumentException("App " + options.name()
                    + " joins by record key topics of unequal numbers of partitions, "
                    + options.inputs().stream()
                            .map(topic -> topic + ": " + counts.get(topic))
                            .toList()
                    + ". Give them as many partitions, or join by correlation id.");
        }
    }

    private static List<StoreBuilder<?>> stores(AssembleOptions options) {
        List<StoreBuilder<?>> stores = new ArrayList<>();
        stores.add(cached(RECORDS, Serdes.Long()));
        stores.add(cached(PROGRESS, Serdes.Bytes()));
        if (options.packing().isPresent()) {
            stores.add(cached(PACKS, Serdes.Bytes()));
        }
        return stores;
    }

    /**
     * Cached: most of what is put in between two commits is taken out again before the second one. In memory: it is no more
     * than {@link Grouping#heldBytes} and the open packs, and the changelog has it.
     */
    private static <K> StoreBuilder<KeyValueStore<K, byte[]>> cached(String name, Serde<K> keys) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), keys, BYTES)
                .withLoggingEnabled(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_STORED_BYTES)))
                .withCachingEnabled();
    }
}
