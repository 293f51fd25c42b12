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
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The codes nearest to each code of a codebook, for relaxed speculative decoding of images (Jang et al., "LANTERN:
 * Accelerating Visual Autoregressive Models with Relaxed Speculative Decoding", 2025, which looks them up in such a table).
 *
 * <pre>
 * tokens.codebooks.v1 ──> neighbours ──> tokens.neighbours.v1
 *                          └── "codes", "progress"
 * </pre>
 *
 * <p>Rows of a codebook are sent when all its parts are there; all of them again when its codes change, and tombstones when
 * it has become smaller. A part that says what was known changes nothing. After a restart it goes on where it was. A
 * tombstone on the topic of codebooks leaves the table as it is: ids of old records still stand for those codes.
 *
 * <p>Memory: the codebook at work, up to 256 MiB, and 12 bytes for each of its rows. Disk: all codebooks.
 */
public final class NeighbourTopology {
    static final String CODES = "codes";
    static final String PROGRESS = "progress";

    private NeighbourTopology() {}

    /** The topology of an app. */
    public static Topology of(NeighbourOptions options, TokenWire wire) {
        Serde<byte[]> bytes = Serdes.ByteArray();
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(options.from(), Consumed.with(bytes, bytes))
                .process(comparing(options, wire), Named.as("neighbours"))
                .to(options.to(), Produced.with(bytes, bytes));
        return builder.build();
    }

    private static ProcessorSupplier<byte[], byte[], byte[], byte[]> comparing(
            NeighbourOptions options, TokenWire wire) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], byte[], byte[]> get() {
                return new NeighbourTable(options, wire);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(store(CODES), store(PROGRESS));
            }
        };
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of());
    }
}
