package io.tokenloom.streams.statistics;

import static io.tokenloom.streams.statistics.TestTokens.ids;
import static io.tokenloom.streams.statistics.TestTokens.onText;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.record.TokenSequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A processor that starts over the stores that another one left goes on as that one would have: the statistics are the same
 * bytes. That a store comes back as it was at the last commit is Kafka Streams' part.
 */
class RestartTest {
    @TempDir
    private Path folder;

    private static TestWire wire;

    @BeforeAll
    static void startRegistry() {
        wire = new TestWire();
    }

    @AfterAll
    static void stopRegistry() {
        wire.close();
    }

    @Test
    void goesOnAfterRestartsAtRandomMomentsWithTheSameBytes() {
        Random random = new Random(77);
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            records.add(wire.framed(text(random, i * 0.5)));
        }

        // The first record is late enough to be of the minute before noon.
        assertThat(run(records, 0.05)).hasSize(5).usingRecursiveComparison().isEqualTo(run(records, 0));
    }

    /** Over what an entry may hold, and often enough that the whole tally is written. */
    @Test
    void goesOnOverWholeTalliesToo() {
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            int tokens = i % 10 == 3 ? 300_000 : 40_000;
            records.add(wire.framed(ids(i, 60_000, SyntheticIds.zipf(tokens, 60_000, 1.0, i))));
        }
        records.add(wire.framed(ids(100, 60_000, 1)));

        assertThat(run(records, 0.2)).hasSize(1).usingRecursiveComparison().isEqualTo(run(records, 0));
    }

    /** More series than tallies in memory. */
    @Test
    void seriesThatWereForgottenAreReadAgain() {
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            TokenSequence sequence = ids(i / 50.0, 1000, SyntheticIds.zipf(20, 1000, 1.0, i));
            sequence.getSource().setTopic("source" + i % 50);
            records.add(wire.framed(sequence));
        }
        records.add(wire.framed(ids(100, 1000, 1)));

        List<byte[]> statistics = run(records, 0);
        assertThat(statistics).hasSize(50);
        assertThat(statistics).allMatch(value -> wire.read(value).getTokens() == 800);
    }

    private static TokenSequence text(Random random, double seconds) {
        // Some are late, some are of another source.
        double shift = random.nextInt(10) == 0 ? 100 * random.nextDouble() : 0;
        int[] ids = SyntheticIds.zipf(1 + random.nextInt(400), 5000, 1.0, random.nextLong());
        int[] bytes = new int[ids.length];
        Arrays.fill(bytes, 1 + random.nextInt(5));
        return onText(ids(seconds - shift, 5000, ids), bytes);
    }

    /** Values of the statistics, where the processor ends and a new one starts with a probability at each record. */
    private List<byte[]> run(List<byte[]> records, double restarts) {
        Random random = new Random(1);
        MockProcessorContext<String, byte[]> context =
                new MockProcessorContext<>(settings(), new TaskId(0, 3), folder.toFile());
        List<StateStore> stores = List.of(
                store(context, bytesStore(StatisticsTopology.windows(TestWire.TOPIC))),
                store(
                        context,
                        Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(StatisticsTopology.progress(TestWire.TOPIC)),
                                Serdes.String(),
                                Serdes.Long())),
                store(context, textStore(StatisticsTopology.latest(TestWire.TOPIC))),
                store(context, textStore(StatisticsTopology.TOKENIZERS)));
        StatisticsProcessor processor = started(context);
        for (byte[] record : records) {
            if (random.nextDouble() < restarts) {
                processor = started(context);
            }
            processor.process(new Record<>(null, record, 0));
        }
        List<byte[]> forwarded = new ArrayList<>();
        context.forwarded().forEach(each -> forwarded.add(each.record().value()));
        stores.forEach(StateStore::close);
        return forwarded;
    }

    private StatisticsProcessor started(MockProcessorContext<String, byte[]> context) {
        StatisticsProcessor processor = new StatisticsProcessor(StatisticsBench.options(), TestWire.TOPIC, wire.wire());
        processor.init(context);
        return processor;
    }

    private static StoreBuilder<?> bytesStore(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray());
    }

    private static StoreBuilder<?> textStore(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray());
    }

    private static StateStore store(MockProcessorContext<String, byte[]> context, StoreBuilder<?> builder) {
        StateStore store = builder.withLoggingDisabled().withCachingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        return store;
    }

    private static Properties settings() {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "statistics-test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        return settings;
    }
}
