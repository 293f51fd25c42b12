package io.tokenloom.streams.statistics;

import io.tokenloom.record.TokenStatistics;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.SchemaSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The newest closed window of each series and partition, of the partitions that this instance of the app has. Thread-safe as
 * far as the store is, which those of Kafka Streams are.
 */
public final class LatestStatistics implements Supplier<List<TokenStatistics>> {
    private final Supplier<ReadOnlyKeyValueStore<String, byte[]>> store;
    private final SchemaSource schemas;

    /**
     * Reads a store.
     *
     * @param store of {@link StatisticsTopology#LATEST}, asked for each time
     * @param schemas of what is in it
     */
    public LatestStatistics(Supplier<ReadOnlyKeyValueStore<String, byte[]>> store, SchemaSource schemas) {
        this.store = store;
        this.schemas = schemas;
    }

    /** Those of a running app. */
    public static LatestStatistics of(KafkaStreams app, SchemaSource schemas) {
        return new LatestStatistics(
                () -> app.store(StoreQueryParameters.fromNameAndType(
                        StatisticsTopology.LATEST, QueryableStoreTypes.keyValueStore())),
                schemas);
    }

    /**
     * By series, then by partition.
     *
     * @throws org.apache.kafka.streams.errors.InvalidStateStoreException while the app can't be asked, as when it starts
     */
    @Override
    public List<TokenStatistics> get() {
        AvroRecordReader<TokenStatistics> reader = AvroRecordReader.of(TokenStatistics.class, schemas);
        List<TokenStatistics> found = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries = store.get().all()) {
            entries.forEachRemaining(entry -> found.add(reader.read(entry.value)));
        }
        found.sort((one, other) -> {
            int order = Statistics.series(one)
                    .text()
                    .compareTo(Statistics.series(other).text());
            return order == 0 ? Integer.compare(one.getPartition(), other.getPartition()) : order;
        });
        return List.copyOf(found);
    }
}
