package io.tokenloom.streams.statistics;

import static io.tokenloom.streams.statistics.SyntheticIds.binaryEntropy;
import static io.tokenloom.streams.statistics.TestTokens.ids;
import static io.tokenloom.streams.statistics.TestTokens.onText;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.tokenloom.record.IdDistribution;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenStatistics;
import io.tokenloom.record.VocabularyUse;
import java.util.Arrays;
import java.util.Comparator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows of docs/systems.md: streams with known measures through the app, topic to topic. */
class MeasureRowsTest {
    private static final double SWITCHES = 0.1;

    private static TestWire wire;
    private static StatisticsBench bench;

    /** Streams are measured one after the other, each in a window of its own. */
    private static double now;

    @BeforeAll
    static void start() {
        wire = new TestWire();
        bench = StatisticsBench.of(wire, StatisticsBench.options());
    }

    @AfterAll
    static void stop() {
        bench.close();
        wire.close();
    }

    @Test
    void row8ZipfStreamHasSlopeOne() {
        TokenStatistics zipf = measured(items(SyntheticIds.zipf(500_000, 16_384, 1.0, 4), 16_384));

        IdDistribution ids = zipf.getDistribution();
        assertThat(ids.getZipfExponent()).isCloseTo(1.0, within(0.02));
        assertThat(ids.getHeapsExponent()).isBetween(0.3, 0.9);
        assertThat(ids.getGrowth()).hasSize(9).isSorted();
        // Rank 1 of 500,000 tokens has their share of the harmonic sum, and each second rank half as much.
        assertThat(ids.getFrequencies()).hasSizeBetween(13, 15).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(ids.getFrequencies().get(0)).isBetween(47_000L, 51_000L);
        for (int i = 1; i < 8; i++) {
            assertThat(ids.getFrequencies().get(i) * 1.0 / ids.getFrequencies().get(0))
                    .isCloseTo(Math.pow(2, -i), withinPercentage(10));
        }
        assertThat(ids.getNewIdsPerThousand()).isEqualTo(ids.getDistinctIds() / 500.0);
        assertThat(ids.getVocabulary().getCodebookUsage()).isEqualTo(ids.getDistinctIds() / 16_384.0);
        // The law's own entropy, less the bias of the estimate.
        assertThat(ids.getEntropy()).isCloseTo(zipfEntropy(16_384), within(0.03));
        // Ids that come one by one at random tell nothing of the next; Deflate gains only from their shares.
        assertThat(zipf.getDeflated().getPackedBytes())
                .isGreaterThan(zipf.getDeflated().getDeflatedBytes());
    }

    @Test
    void row20UniformIdsAreAtNoDistanceAndTextLikeOnesAreFar() {
        VocabularyUse uniform = measured(items(SyntheticIds.uniform(400_000, 1024, 4), 1024))
                .getDistribution()
                .getVocabulary();
        VocabularyUse zipf = measured(items(SyntheticIds.zipf(400_000, 1024, 1.0, 4), 1024))
                .getDistribution()
                .getVocabulary();

        // Of 400,000 tokens: 1023 / (2 ln 2 * 400,000) bits are the bias of the estimate.
        assertThat(uniform.getDivergenceFromUniform()).isCloseTo(0.0018, within(0.0005));
        assertThat(uniform.getVariationFromUniform()).isLessThan(0.03);
        assertThat(zipf.getDivergenceFromUniform()).isGreaterThan(2);
        assertThat(zipf.getVariationFromUniform()).isGreaterThan(0.4);
    }

    @Test
    void row20ThePreviousIdTellsWhatTheChainLetsItTell() {
        TokenStatistics chain = measured(items(SyntheticIds.switching(300_000, SWITCHES, 6), 2));

        assertThat(chain.getDistribution().getEntropy()).isCloseTo(1, within(0.01));
        assertThat(chain.getBigrams().getConditionalEntropy()).isCloseTo(binaryEntropy(SWITCHES), within(0.005));
        assertThat(chain.getBigrams().getShare()).isEqualTo(1);
    }

    @Test
    void row22UnigramBitsPerByteFallTowardTheEntropyRateAsTheVocabularyGrows() {
        double rate = binaryEntropy(SWITCHES);
        double last = Double.MAX_VALUE;
        for (int merges : new int[] {0, 4, 32, 128}) {
            BytePairs pairs = BytePairs.of(SyntheticIds.switching(120_000, SWITCHES, 8), merges);
            double bits = measured(onText(ids(1, 2 + merges, pairs.ids()), pairs.bytes()))
                    .getSourceBytes()
                    .getUnigramBitsPerByte();
            if (merges == 0) {
                assertThat(bits).isCloseTo(1, within(0.01));
            }
            assertThat(bits).isLessThan(last).isGreaterThan(rate);
            last = bits;
        }
        assertThat(last).isCloseTo(rate, within(0.2 * rate));
    }

    /** The four spellings of the publication, and one token for each item. */
    @Test
    void row48BytesPerTokenShowSeveralItemsInOneToken() {
        TokenStatistics plain = measured(onText(ids(1, 100, 10, 11), 3, 2));
        TokenStatistics itemized = measured(onText(ids(1, 100, 0, 1, 1, 0, 1), 1, 1, 1, 1, 1));

        assertThat(plain.getTokens()).isEqualTo(2);
        assertThat(plain.getSourceBytes().getMostPerToken()).isEqualTo(3);
        assertThat(itemized.getTokens()).isEqualTo(5);
        assertThat(itemized.getSourceBytes().getMostPerToken()).isEqualTo(1);
        assertThat(itemized.getSourceBytes().getBytes()).isEqualTo(5);
    }

    /** The statistics of the window that the records are in, which the next one closes. */
    private static TokenStatistics measured(TokenSequence... records) {
        for (TokenSequence record : records) {
            record.setEventTime(TestTokens.at(now));
            bench.pipe(record);
        }
        now += 1000;
        bench.pipe(ids(now, 2, 0));
        now += 1000;
        return bench.statistics().stream()
                .filter(each -> each.getItems() == records.length && each.getTokens() > 1)
                .findFirst()
                .orElseThrow();
    }

    private static TokenSequence[] items(int[] stream, int vocabularySize) {
        int tokens = 100_000;
        TokenSequence[] items = new TokenSequence[stream.length / tokens];
        for (int i = 0; i < items.length; i++) {
            items[i] = ids(0, vocabularySize, Arrays.copyOfRange(stream, i * tokens, (i + 1) * tokens));
        }
        return items;
    }

    private static double zipfEntropy(int size) {
        double norm = 0;
        double logs = 0;
        for (int r = 1; r <= size; r++) {
            norm += 1.0 / r;
            logs += Math.log(r) / r;
        }
        return (Math.log(norm) + logs / norm) / Math.log(2);
    }
}
