package io.tokenloom.streams.statistics;

import static io.tokenloom.streams.statistics.TestTokens.at;
import static io.tokenloom.streams.statistics.TestTokens.ids;
import static io.tokenloom.streams.statistics.TestTokens.planes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenStatistics;
import io.tokenloom.wire.IntList;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.BytesDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When windows leave, and what becomes of late records. */
class StatisticsTopologyTest {
    private static TestWire wire;

    private StatisticsBench bench;

    @BeforeAll
    static void startRegistry() {
        wire = new TestWire();
    }

    @AfterAll
    static void stopRegistry() {
        wire.close();
    }

    @BeforeEach
    void start() {
        bench = StatisticsBench.of(wire, StatisticsBench.options());
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void aWindowLeavesOnceWhenStreamTimeIsPastItsEndAndGrace() {
        bench.pipe(ids(10, 16, 0, 1, 1), ids(59.9, 16, 2), ids(69.9, 16, 3));
        assertThat(bench.written()).isEmpty();

        bench.pipe(ids(70, 16, 3));

        List<TestRecord<String, byte[]>> written = bench.written();
        assertThat(written).hasSize(1);
        assertThat(written.get(0).key()).isEqualTo("tokens.text.v1/media.text.raw.v1/0102030405060708/");
        assertThat(written.get(0).getRecordTime()).isEqualTo(at(60));
        TokenStatistics first = wire.read(written.get(0).value());
        assertThat(first.getWindowStart()).isEqualTo(at(0));
        assertThat(first.getWindowEnd()).isEqualTo(at(60));
        assertThat(first.getRecords()).isEqualTo(2);
        assertThat(first.getTokens()).isEqualTo(4);
        assertThat(first.getMostTokens()).isEqualTo(3);
        assertThat(first.getDistribution().getEntropy()).isCloseTo(1.5, within(1e-12));
        assertThat(first.getDistribution().getVocabulary().getCodebookUsage()).isEqualTo(3.0 / 16);
        assertThat(first.getDistribution().getVocabulary().getDivergenceFromUniform())
                .isCloseTo(2.5, within(1e-12));
        // 0 to 1 and 1 to 1: after 0 there is no doubt, and after 1 none.
        assertThat(first.getBigrams().getConditionalEntropy()).isZero();
        assertThat(first.getBigrams().getPairs()).isEqualTo(2);

        bench.pipe(ids(1000, 16, 0));
        assertThat(bench.statistics()).singleElement().satisfies(second -> {
            assertThat(second.getWindowStart()).isEqualTo(at(60));
            assertThat(second.getTokens()).isEqualTo(2);
        });
    }

    @Test
    void aRecordWithinTheGraceIsInItsWindow() {
        bench.pipe(ids(10, 16, 0), ids(65, 16, 1), ids(59, 16, 2), ids(140, 16, 3));

        assertThat(bench.statistics()).extracting(TokenStatistics::getTokens).containsExactly(2L, 1L);
    }

    @Test
    void aLateRecordIsCountedAsLateInTheNextWindowOfItsSeriesAndNowhereElse() {
        bench.pipe(ids(10, 16, 0), ids(75, 16, 1), ids(20, 16, 2, 2, 2), ids(30, 16, 2), ids(140, 16, 3));

        List<TokenStatistics> all = bench.statistics();
        assertThat(all).extracting(TokenStatistics::getLate).containsExactly(0L, 2L);
        assertThat(all).extracting(TokenStatistics::getTokens).containsExactly(1L, 1L);
        assertThat(all).extracting(TokenStatistics::getRecords).containsExactly(1L, 1L);
        assertThat(bench.deadLetters()).isEmpty();
    }

    @Test
    void windowsLeaveInTheirOrderAndOneForEachPlane() {
        TokenPlane semantic = new TokenPlane("semantic", IntList.of(1, 1), 4);
        TokenPlane detail = new TokenPlane("detail", IntList.of(8, 9), 16);
        bench.pipe(planes(10, semantic, detail), ids(61, 16, 5), ids(5000, 16, 5));

        assertThat(bench.statistics())
                .extracting(each -> each.getWindowStart() + " " + each.getPlane() + " " + each.getVocabularySize())
                .containsExactly(at(0) + " detail 16", at(0) + " semantic 4", at(60) + "  16");
    }

    @Test
    void theChangelogHasWhatTheStoreHasAndNothingIsLeftOfAClosedWindow() {
        for (int i = 0; i < 20; i++) {
            bench.pipe(ids(i * 15, 4096, SyntheticIds.zipf(1500, 4096, 1.0, i)));
        }

        Map<Bytes, byte[]> restored = new HashMap<>();
        bench.driver()
                .createOutputTopic(
                        "statistics-test-windows-tokens.text.v1-changelog",
                        new BytesDeserializer(),
                        new ByteArrayDeserializer())
                .readRecordsToList()
                .forEach(record -> {
                    if (record.value() == null) {
                        restored.remove(record.key());
                    } else {
                        restored.put(record.key(), record.value());
                    }
                });
        Map<Bytes, byte[]> kept = new HashMap<>();
        try (KeyValueIterator<Bytes, byte[]> entries = bench.driver()
                .<Bytes, byte[]>getKeyValueStore("windows-tokens.text.v1")
                .all()) {
            entries.forEachRemaining(entry -> kept.put(entry.key, entry.value));
        }
        assertThat(restored).containsExactlyInAnyOrderEntriesOf(kept);
        assertThat(kept.keySet())
                .allMatch(key -> WindowedSeries.of(key).windowStart() == at(240).getEpochSecond() * 1_000_000);
        assertThat(bench.statistics()).hasSize(4);
    }

    @Test
    void topicsDoNotCloseEachOthersWindows() {
        stop();
        String trimmed = "tokens.trimmed.v1";
        bench = StatisticsBench.of(wire, StatisticsOptions.of("looks", List.of(TestWire.TOPIC, trimmed)));
        bench.pipe(ids(0, 16, 1, 2), ids(1000, 16, 1));
        bench.pipeTo(trimmed, ids(0, 16, 1));
        bench.pipeTo(trimmed, ids(70, 16, 1));

        assertThat(bench.statistics())
                .extracting(each -> each.getTokenTopic() + " " + each.getTokens() + " " + each.getLate())
                .containsExactly("tokens.text.v1 2 0", "tokens.trimmed.v1 1 0");
        assertThat(bench.latest().get())
                .extracting(TokenStatistics::getTokenTopic)
                .containsExactly(TestWire.TOPIC, trimmed);
    }

    @Test
    void windowsMayBeOfAnyLength() {
        stop();
        StatisticsOptions plain = StatisticsBench.options();
        bench = StatisticsBench.of(
                wire,
                new StatisticsOptions(
                        plain.name(),
                        plain.from(),
                        plain.to(),
                        plain.deadLetters(),
                        Duration.ofMillis(250),
                        Duration.ZERO,
                        10));
        bench.pipe(ids(0, 16, 1), ids(0.249, 16, 1), ids(0.25, 16, 1), ids(0.5, 16, 1));

        assertThat(bench.statistics()).extracting(TokenStatistics::getTokens).containsExactly(2L, 1L);
    }
}
