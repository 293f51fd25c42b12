package io.tokenloom.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoveredRangesTest {
    private final CoveredRanges covered = new CoveredRanges();

    @Test
    void piecesInAnyOrderMakeTheWhole() {
        assertThat(covered.add(10, 20)).isTrue();
        assertThat(covered.add(0, 5)).isTrue();
        assertThat(covered.isWhole(20)).isFalse();

        assertThat(covered.add(5, 10)).isTrue();

        assertThat(covered.isWhole(20)).isTrue();
        assertThat(covered.isWhole(21)).isFalse();
    }

    @Test
    void aPieceCountsOnce() {
        covered.add(0, 10);

        assertThat(covered.add(0, 10)).isFalse();
        assertThat(covered.add(5, 15)).isFalse();
        assertThat(covered.add(10, 15)).isTrue();
    }

    @Test
    void anEmptyFileNeedsItsEmptyRecord() {
        assertThat(covered.isWhole(0)).isFalse();

        assertThat(covered.add(0, 0)).isTrue();
        assertThat(covered.add(0, 0)).isFalse();

        assertThat(covered.isWhole(0)).isTrue();
    }
}
