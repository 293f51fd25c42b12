package io.tokenloom.streams.statistics;

import io.tokenloom.record.TokenStatistics;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.SchemaSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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
    private final List<String> stores;
    private final Function<String, ReadOnlyKeyValueStore<String, byte[]>> byName;
    private final SchemaSource schemas;

    /**
     * Reads the stores of an app.
     *
     * @param options of the app
     * @param byName gives a store by its name, and is asked each time
     * @param schemas of what is in them
     */
    public LatestStatistics(
            StatisticsOptions options,
            Function<String, ReadOnlyKeyValueStore<String, byte[]>> byName,
            SchemaSource schemas) {
        this.stores = options.from().stream().map(StatisticsTopology::latest).toList();
        this.byName = byName;
        this.schemas = schemas;
    }

    /** Those of a running app. */
    public static LatestStatistics of(StatisticsOptions options, KafkaStreams app, SchemaSource schemas) {
        return new LatestStatistics(
                options,
                name -> app.store(StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.keyValueStore())),
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
        for (String name : stores) {
            try (KeyValueIterator<String, byte[]> entries = byName.apply(name).all()) {
                entries.forEachRemaining(entry -> found.add(reader.read(entry.value)));
            }
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
