package io.tokenloom.streams.statistics;

import static io.tokenloom.streams.statistics.TestTokens.ids;
import static io.tokenloom.streams.statistics.TestTokens.onText;
import static io.tokenloom.streams.statistics.TestTokens.planes;
import static io.tokenloom.streams.statistics.TestTokens.vectors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.record.Framing;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenStatistics;
import io.tokenloom.wire.IntList;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What of a token record is measured, and which ones can't be. */
class MeasuredRecordsTest {
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
    void theSizeOfTheVocabularyIsThatOfTheTokenizerWhereThePlaneDoesNotSayIt() {
        bench.pipe(ids(1, 0, 3));
        bench.pipe(ids(70, 0, 3));
        bench.publish(8);
        bench.pipe(ids(80, 0, 3));
        bench.pipe(ids(200, 0, 3));

        List<TokenStatistics> all = bench.statistics();
        assertThat(all).extracting(TokenStatistics::getVocabularySize).containsExactly(0, 8);
        assertThat(all.get(0).getDistribution().getVocabulary()).isNull();
        assertThat(all.get(0).getDeflated()).isNull();
        assertThat(all.get(1).getDistribution().getVocabulary().getCodebookUsage())
                .isEqualTo(0.125);
        assertThat(all.get(1).getDeflated().getPackedBytes()).isEqualTo(1);
    }

    @Test
    void idsThatArePlacedInASharedSpaceAreMeasuredAsTheTokenizersOwn() {
        TokenSequence placed = ids(1, 4, 100, 32_002, 32_003, 101);
        placed.setFraming(new Framing(List.of(100), List.of(101), 32_002, true));
        bench.pipe(placed, ids(100, 4, 0));

        TokenStatistics statistics = bench.statistics().get(0);
        assertThat(statistics.getTokens()).isEqualTo(2);
        assertThat(statistics.getDistribution().getVocabulary().getCodebookUsage())
                .isEqualTo(0.5);
    }

    @Test
    void laterPartsOfAnItemAreNoItems() {
        TokenSequence second = ids(1, 16, 4);
        second.getSource().setPart(1);
        second.getSource().setParts(2);
        bench.pipe(ids(1, 16, 1, 2), second, ids(100, 16, 0));

        TokenStatistics statistics = bench.statistics().get(0);
        assertThat(statistics.getItems()).isEqualTo(1);
        assertThat(statistics.getRecords()).isEqualTo(2);
        assertThat(statistics.getTokens()).isEqualTo(3);
    }

    @Test
    void vectorsAreOnlyCounted() {
        bench.pipe(vectors(1, 64));
        bench.pipe(vectors(2, 32));
        bench.pipe(ids(100, 16, 0));

        assertThat(bench.statistics()).singleElement().satisfies(statistics -> {
            assertThat(statistics.getSourceTopic()).isEqualTo("media.frames.raw.v1");
            assertThat(statistics.getItems()).isEqualTo(2);
            assertThat(statistics.getTokens()).isEqualTo(96);
            assertThat(statistics.getMostTokens()).isEqualTo(64);
            assertThat(statistics.getDistribution()).isNull();
            assertThat(statistics.getBigrams()).isNull();
            assertThat(statistics.getDeflated()).isNull();
        });
    }

    @Test
    void whereTokensLieInTheirTextIsMeasuredOfTheRecordsThatSayIt() {
        bench.pipe(onText(ids(1, 16, 1, 2, 3), 4, 1, 7), ids(2, 16, 4, 5), ids(100, 16, 0));

        TokenStatistics statistics = bench.statistics().get(0);
        assertThat(statistics.getSourceBytes().getBytes()).isEqualTo(12);
        assertThat(statistics.getSourceBytes().getTokens()).isEqualTo(3);
        assertThat(statistics.getSourceBytes().getMostPerToken()).isEqualTo(7);
        assertThat(statistics.getSourceBytes().getUnigramBitsPerByte())
                .isCloseTo(Math.log(5) / Math.log(2) * 3 / 12, within(1e-12));
    }

    @Test
    void whatCantBeMeasuredIsADeadLetterAndChangesNothing() {
        TokenSequence unequal =
                planes(1, new TokenPlane("one", IntList.of(1), 4), new TokenPlane("two", IntList.of(1, 2), 4));
        bench.pipe(ids(1, 16, 3, 16), ids(1, 16, -1), ids(1, 0, 1 << 22), unequal, onText(ids(1, 16, 1, 2), 5));
        bench.pipeRaw("no record".getBytes(StandardCharsets.UTF_8));
        bench.pipe(ids(2, 16, 1), ids(100, 16, 0));

        assertThat(bench.deadLetters())
                .extracting(letter -> new String(
                        letter.headers().lastHeader(DeadLetterHeaders.CODE).value(), StandardCharsets.UTF_8))
                .containsExactly(
                        "MODEL_OUTPUT", "MODEL_OUTPUT", "MODEL_OUTPUT", "MODEL_OUTPUT", "MODEL_OUTPUT", "BAD_MAGIC");
        assertThat(bench.statistics()).singleElement().satisfies(statistics -> {
            assertThat(statistics.getRecords()).isEqualTo(1);
            assertThat(statistics.getTokens()).isEqualTo(1);
        });
    }

    @Test
    void tombstonesSayNothing() {
        bench.pipeRaw(null);
        bench.pipe(ids(1, 16, 1), ids(100, 16, 0));

        assertThat(bench.statistics())
                .singleElement()
                .extracting(TokenStatistics::getRecords)
                .isEqualTo(1L);
        assertThat(bench.deadLetters()).isEmpty();
    }
}
