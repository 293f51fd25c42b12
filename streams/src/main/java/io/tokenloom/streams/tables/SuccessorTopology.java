package io.tokenloom.streams.tables;

import io.tokenloom.streams.wire.TokenWire;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The 8 ids that most often come next after each id, as a warm start for drafts of speculative decoding (Luo et al.,
 * "Turning Trash into Treasure: Accelerating Inference of Large Language Models with Token Recycling", 2025, whose table
 * holds a model's last candidates; this one holds counts of a stream).
 *
 * <pre>
 * token topics ──> count-pairs ──> repartition by share of the ids ──> successors ──> tokens.successors.v1
 *                                                                       └── "pairs", "rows", "changed"
 * </pre>
 *
 * <p>A pair is two neighbours in one plane of one token record: pairs do not reach from one part of an item, one step of
 * an image or one frame to the next. Token topics are partitioned by source, so an id's pairs come from all partitions;
 * they travel as sums over a record, at most one message for each of {@value PairCounts#SHARES} shares of the ids (more
 * for a record of over 16,384 different pairs).
 *
 * <p>Memory: what Kafka Streams takes for caches and RocksDB, however many pairs there are; a token record and its pairs
 * besides. Disk, on the machine and in changelogs: one entry of some 30 bytes for each pair that was ever seen, for counts
 * are exact, and one of up to 110 for each id. Time: reading and writing those entries is most of it; 500,000 random ids with
 * 360,000 different pairs took one thread 20 to 30 s, exactly once, on two busy cores that ran the broker as well.
 */
public final class SuccessorTopology {
    static final String PAIRS = "pairs";
    static final String ROWS = "rows";
    static final String CHANGED = "changed";

    private SuccessorTopology() {}

    /** The topology of an app. */
    public static Topology of(SuccessorOptions options, TokenWire wire) {
        Serde<byte[]> bytes = Serdes.ByteArray();
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(options.from(), Consumed.with(bytes, bytes))
                .process(() -> new PairCounting(wire), Named.as("count-pairs"))
                .repartition(Repartitioned.<byte[], byte[]>as("counted-pairs")
                        .withKeySerde(bytes)
                        .withValueSerde(bytes)
                        .withNumberOfPartitions(PairCounts.SHARES)
                        .withStreamPartitioner(new PairCounting.ByShare()))
                .process(counting(options, wire), Named.as("successors"))
                .to(options.to(), Produced.with(bytes, bytes));
        return builder.build();
    }

    private static ProcessorSupplier<byte[], byte[], byte[], byte[]> counting(
            SuccessorOptions options, TokenWire wire) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], byte[], byte[]> get() {
                return new SuccessorTable(options, wire);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(store(PAIRS), store(ROWS), store(CHANGED));
            }
        };
    }

    /** With a cache: of the sums between two commits only the last goes to disk and changelog. */
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of());
    }
}
