package io.tokenloom.streams.statistics.counts;

import static io.tokenloom.streams.statistics.SyntheticIds.binaryEntropy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tokenloom.streams.statistics.SyntheticIds;
import io.tokenloom.streams.statistics.measures.Entropy;
import io.tokenloom.token.PackedIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** What is counted, against counting by hand, and what becomes of it when it is written and read. */
class TallyTest {
    private static final int MANY_PAIRS = 1 << 17;

    @Test
    void aStreamOfTwoStatesHasItsEntropyRateOnceThePreviousIdIsKnown() {
        Tally tally = tally(MANY_PAIRS, 2, SyntheticIds.switching(400_000, 0.1, 3));

        assertThat(Entropy.ofCounts(tally.idCounts())).isCloseTo(1, within(0.01));
        assertThat(tally.conditionalEntropy()).isCloseTo(binaryEntropy(0.1), within(0.005));
        assertThat(tally.pairShare()).isEqualTo(1);
        assertThat(tally.pairs()).isEqualTo(399_999);
    }

    @Test
    void pairsDoNotReachFromItemToItem() {
        Tally tally = tally(MANY_PAIRS, 4, new int[] {0, 1}, new int[] {2, 3}, new int[] {1});

        assertThat(tally.pairs()).isEqualTo(2);
        assertThat(tally.items()).isEqualTo(3);
        assertThat(tally.mostTokens()).isEqualTo(2);
    }

    /** A chain over 3000 ids with some 300,000 different pairs, of which 32,768 may be kept. */
    @Test
    void morePairsThanThereMayBeAreEstimated() {
        int[] chain = chain(1_500_000, 3000);
        Tally exact = tally(1 << 22, 3000, chain);
        Tally estimate = tally(1 << 15, 3000, chain);

        assertThat(exact.pairShare()).isEqualTo(1);
        assertThat(estimate.pairShare()).isBetween(0.02, 0.25);
        assertThat(estimate.pairs()).isEqualTo(exact.pairs());
        assertThat(estimate.conditionalEntropy())
                .isCloseTo(exact.conditionalEntropy(), within(0.03 * exact.conditionalEntropy()));
    }

    @Test
    void whichPairsAreKeptDoesNotHangOnTheirOrder() {
        int[] chain = chain(300_000, 3000);
        List<int[]> pairs = new ArrayList<>();
        for (int i = 1; i < chain.length; i++) {
            pairs.add(new int[] {chain[i - 1], chain[i]});
        }
        Tally forwards = tally(1 << 14, 3000, pairs.toArray(int[][]::new));
        Collections.shuffle(pairs, new Random(5));
        Tally shuffled = tally(1 << 14, 3000, pairs.toArray(int[][]::new));

        assertThat(shuffled.pairShare()).isEqualTo(forwards.pairShare()).isLessThan(1);
        assertThat(shuffled.conditionalEntropy()).isEqualTo(forwards.conditionalEntropy());
    }

    @Test
    void oneFirstIdWithTooManyFollowersLeavesNoEstimate() {
        int[] ids = new int[4000];
        for (int i = 1; i < ids.length; i += 2) {
            ids[i] = 1 + i / 2;
        }
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < ids.length; i += 2) {
            pairs.add(new int[] {ids[i], ids[i + 1]});
        }
        Tally tally = tally(1000, 4000, pairs.toArray(int[][]::new));

        assertThat(tally.pairShare()).isZero();
        assertThat(tally.pairs()).isEqualTo(2000);
    }

    @Test
    void growthIsThatOfCountingByHand() {
        int[] ids = SyntheticIds.zipf(20_000, 10_000, 1.0, 9);
        Tally tally = tally(MANY_PAIRS, 10_000, Arrays.copyOf(ids, 3000), Arrays.copyOfRange(ids, 3000, 20_000));

        Set<Integer> seen = new HashSet<>();
        List<Integer> points = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            seen.add(ids[i]);
            if (i + 1 == 1024 << points.size()) {
                points.add(seen.size());
            }
        }
        assertThat(tally.growth())
                .containsExactly(points.stream().mapToInt(Integer::intValue).toArray());
        assertThat(tally.growth()).hasSize(5);
        assertThat(tally.idCounts()).hasSize(seen.size());
    }

    @Test
    void packedIdsAreDeflatedAsAWholeBlock() {
        int[] ids = SyntheticIds.zipf(20_000, 256, 1.0, 9);
        Tally tally = tally(MANY_PAIRS, 256, Arrays.copyOf(ids, 7000), Arrays.copyOfRange(ids, 7000, 20_000));

        byte[] packed = PackedIds.pack(ids, 8);
        Deflater deflater = new Deflater();
        deflater.setInput(packed);
        deflater.finish();
        int deflated = deflater.deflate(new byte[40_000]);
        deflater.end();
        assertThat(tally.packedAndDeflatedBytes()).containsExactly(20_000, deflated);
    }

    @Test
    void oneBlockInEightIsDeflated() {
        int block = 1 << 15;
        Tally tally = tally(MANY_PAIRS, 256, SyntheticIds.uniform(8 * block + 100, 256, 1));

        assertThat(tally.packedAndDeflatedBytes()[0]).isEqualTo(block + 100);
        // Random bytes can't be made smaller.
        assertThat(tally.packedAndDeflatedBytes()[1]).isBetween(block + 100L, block + 200L);
    }

    @Test
    void aVocabularyThatIsSaidToBeSmallerLaterIsTheLargestOfThem() {
        Tally tally = new Tally(MANY_PAIRS);
        tally.add(new Observation.Ids(new int[] {900}, 1000, 1, Optional.empty()));
        tally.add(new Observation.Ids(new int[] {1}, 10, 1, Optional.empty()));

        assertThat(tally.vocabularySize()).isEqualTo(1000);
        // Ten bits each.
        assertThat(tally.packedAndDeflatedBytes()[0]).isEqualTo(3);
    }

    @Test
    void aVocabularyThatAnIdIsNotOfIsNotKnown() {
        Tally tally = new Tally(MANY_PAIRS);
        tally.add(new Observation.Ids(new int[] {900}, 0, 1, Optional.empty()));
        tally.add(new Observation.Ids(new int[] {1}, 10, 1, Optional.empty()));

        assertThat(tally.vocabularySize()).isZero();
    }

    @Test
    void goesOnAfterItWasWrittenAndReadAsIfItHadNotBeen() {
        int[] ids = chain(200_000, 3000);
        Tally whole = new Tally(1 << 14);
        Tally resumed = new Tally(1 << 14);
        for (int i = 0; i < 200; i++) {
            int[] item = Arrays.copyOfRange(ids, i * 1000, (i + 1) * 1000);
            Observation seen = new Observation.Ids(
                    item, 3000, i % 3 == 0 ? 0 : 1, Optional.of(new Observation.TextExtent(3 * item.length, i)));
            whole.add(seen);
            resumed.add(seen);
            if (i % 17 == 0) {
                whole.add(new Observation.Late());
                resumed.add(new Observation.Late());
                resumed = Tally.of(resumed.toBytes(), 1 << 14);
            }
        }

        assertThat(whole.pairShare()).isLessThan(1);
        assertSame(resumed, whole);
    }

    @Test
    void observationsComeBackAsTheyWere() {
        Observations written = new Observations();
        written.add(new Observation.Ids(new int[] {5, 0, 200_000}, 200_019, 1, Optional.empty()));
        written.add(new Observation.Late());
        written.add(new Observation.Vectors(64, 1));
        written.add(new Observation.Ids(new int[] {}, 0, 0, Optional.of(new Observation.TextExtent(9, 4))));

        List<Observation> read = new ArrayList<>();
        Observations.read(written.toBytes(), read::add);

        assertThat(read)
                .usingRecursiveComparison()
                .isEqualTo(List.of(
                        new Observation.Ids(new int[] {5, 0, 200_000}, 200_019, 1, Optional.empty()),
                        new Observation.Late(),
                        new Observation.Vectors(64, 1),
                        new Observation.Ids(new int[] {}, 0, 0, Optional.of(new Observation.TextExtent(9, 4)))));
    }

    private static void assertSame(Tally one, Tally other) {
        assertThat(one.records()).isEqualTo(other.records());
        assertThat(one.items()).isEqualTo(other.items());
        assertThat(one.tokens()).isEqualTo(other.tokens());
        assertThat(one.mostTokens()).isEqualTo(other.mostTokens());
        assertThat(one.late()).isEqualTo(other.late());
        assertThat(one.vocabularySize()).isEqualTo(other.vocabularySize());
        assertThat(one.idTokens()).isEqualTo(other.idTokens());
        assertThat(one.idCounts()).isEqualTo(other.idCounts());
        assertThat(one.pairs()).isEqualTo(other.pairs());
        assertThat(one.pairShare()).isEqualTo(other.pairShare());
        assertThat(one.conditionalEntropy()).isEqualTo(other.conditionalEntropy());
        assertThat(one.growth()).isEqualTo(other.growth());
        assertThat(one.textBytes()).isEqualTo(other.textBytes());
        assertThat(one.textTokens()).isEqualTo(other.textTokens());
        assertThat(one.mostBytesPerToken()).isEqualTo(other.mostBytesPerToken());
        assertThat(one.packedAndDeflatedBytes()).isEqualTo(other.packedAndDeflatedBytes());
    }

    private static Tally tally(int mostPairs, int vocabularySize, int[]... items) {
        Tally tally = new Tally(mostPairs);
        for (int[] item : items) {
            tally.add(new Observation.Ids(item, vocabularySize, 1, Optional.empty()));
        }
        return tally;
    }

    /** Each id is followed by one of 100 that are its own, the near ones more often. */
    private static int[] chain(int tokens, int vocabularySize) {
        int[] steps = SyntheticIds.zipf(tokens, 100, 1.0, 21);
        int[] ids = new int[tokens];
        for (int i = 1; i < tokens; i++) {
            ids[i] = (ids[i - 1] * 31 + steps[i] * 17 + 1) % vocabularySize;
        }
        return ids;
    }
}
