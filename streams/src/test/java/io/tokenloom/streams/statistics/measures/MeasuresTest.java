package io.tokenloom.streams.statistics.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tokenloom.streams.statistics.SyntheticIds;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The measures on counts that are known, and on streams whose laws are known. */
class MeasuresTest {
    @Test
    void entropyOfEvenCountsIsTheLogarithmOfTheirNumber() {
        assertThat(Entropy.ofCounts(new long[] {5, 5, 5, 5})).isCloseTo(2, within(1e-12));
        assertThat(Entropy.ofCounts(new long[] {1, 1, 2})).isCloseTo(1.5, within(1e-12));
        assertThat(Entropy.ofCounts(new long[] {7})).isZero();
        assertThat(Entropy.ofCounts(new long[] {})).isZero();
    }

    @Test
    void conditionalEntropyIsWhatTheFirstDoesNotTell() {
        // After a: b or c, evenly; after d: always a.
        assertThat(Entropy.conditional(new long[] {4, 4}, new long[] {2, 2, 4})).isCloseTo(0.5, within(1e-12));
        assertThat(Entropy.conditional(new long[] {}, new long[] {})).isZero();
    }

    @Test
    void evenCountsAreAtNoDistanceFromUniform() {
        long[] even = {3, 3, 3, 3};

        assertThat(UniformDistance.divergence(even, 4)).isCloseTo(0, within(1e-12));
        assertThat(UniformDistance.totalVariation(even, 4)).isCloseTo(0, within(1e-12));
    }

    @Test
    void oneIdOnlyIsAsFarFromUniformAsCanBe() {
        assertThat(UniformDistance.divergence(new long[] {9}, 1024)).isCloseTo(10, within(1e-12));
        assertThat(UniformDistance.totalVariation(new long[] {9}, 1024)).isCloseTo(1023.0 / 1024, within(1e-12));
    }

    /** The bias of a finite stream is that of the plug-in entropy: (1000 - 1) / (2 ln 2 tokens) bits. */
    @ParameterizedTest
    @CsvSource({"20000", "200000", "2000000"})
    void aUniformStreamComesToNoDistance(int tokens) {
        long[] counts = ascending(SyntheticIds.uniform(tokens, 1000, 11), 1000);

        double bias = 999 / (2 * Math.log(2) * tokens);
        assertThat(UniformDistance.divergence(counts, 1000)).isCloseTo(bias, within(bias / 4));
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 1000, 1000000",
        "1.0, 16384, 1000000",
        "1.0, 100000, 1000000",
        "0.7, 5000, 1000000",
        "1.5, 5000, 1000000"
    })
    void aZipfStreamHasItsExponent(double exponent, int vocabularySize, int tokens) {
        long[] counts = descending(SyntheticIds.zipf(tokens, vocabularySize, exponent, 7), vocabularySize);

        assertThat(ZipfExponent.of(counts).orElseThrow()).isCloseTo(exponent, within(0.02));
    }

    @Test
    void aUniformStreamHasNoSlope() {
        long[] counts = descending(SyntheticIds.uniform(1_000_000, 1000, 7), 1000);

        assertThat(ZipfExponent.of(counts).orElseThrow()).isLessThan(0.05);
        assertThat(ZipfExponent.of(new long[] {9, 9, 9, 9, 9, 9, 9, 9, 9, 9}).orElseThrow())
                .isCloseTo(0, within(1e-6));
    }

    @Test
    void tooFewFrequentIdsHaveNoSlope() {
        assertThat(ZipfExponent.of(new long[] {100, 50, 33, 25, 20, 16, 14, 12, 11}))
                .isEmpty();
        assertThat(ZipfExponent.of(new long[] {7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7}))
                .isEmpty();
        assertThat(ZipfExponent.of(new long[] {})).isEmpty();
    }

    @Test
    void growthThatGoesWithTheRootHasTheExponentOneHalf() {
        assertThat(HeapsExponent.of(new int[] {1000, 1414, 2000, 2828}).orElseThrow())
                .isCloseTo(0.5, within(0.001));
        assertThat(HeapsExponent.of(new int[] {50, 50, 50}).orElseThrow()).isCloseTo(0, within(1e-12));
        assertThat(HeapsExponent.of(new int[] {1, 2})).isEmpty();
    }

    private static long[] ascending(int[] ids, int vocabularySize) {
        long[] counts = new long[vocabularySize];
        for (int id : ids) {
            counts[id]++;
        }
        return Arrays.stream(counts).filter(count -> count > 0).sorted().toArray();
    }

    private static long[] descending(int[] ids, int vocabularySize) {
        long[] ascending = ascending(ids, vocabularySize);
        long[] descending = new long[ascending.length];
        for (int i = 0; i < ascending.length; i++) {
            descending[i] = ascending[ascending.length - 1 - i];
        }
        return descending;
    }
}
