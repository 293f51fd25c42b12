package io.tokenloom.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.reader.records.OffsetRange;
import org.junit.jupiter.api.Test;

class PartitionLedgerTest {
    private final PartitionLedger ledger = new PartitionLedger(new OffsetRange(100, 200));

    @Test
    void balancesWhenEachSourceHasOneOutcome() {
        for (long offset = 100; offset < 104; offset++) {
            ledger.source(offset);
        }
        ledger.tokens(100, 0, 1);
        ledger.deadLetter(101);
        ledger.skip(102);
        ledger.tokens(103, 1, 2);
        ledger.tokens(103, 0, 2);

        assertThat(ledger.counts()).isEqualTo(new LedgerCounts(4, 2, 1, 1, 0, 0, 0));
        assertThat(ledger.counts().balanced()).isTrue();
    }

    @Test
    void countsAnIncompleteItemAsMissing() {
        ledger.source(100);
        ledger.tokens(100, 0, 3);
        ledger.tokens(100, 2, 3);

        assertThat(ledger.counts().missing()).isEqualTo(1);
        assertThat(ledger.counts().balanced()).isFalse();
    }

    @Test
    void countsASecondOutcomeOfAnyKindAsDuplicated() {
        ledger.source(100);
        ledger.source(101);
        ledger.tokens(100, 0, 1);
        ledger.tokens(100, 0, 1);
        ledger.deadLetter(100);
        ledger.tokens(101, 0, 2);
        ledger.tokens(101, 0, 2);
        ledger.deadLetter(101);

        assertThat(ledger.counts().duplicated()).isEqualTo(4);
        assertThat(ledger.counts().balanced()).isFalse();
    }

    @Test
    void countsAnOutcomeWithoutASourceAsUnknown() {
        ledger.tokens(105, 0, 1);

        assertThat(ledger.counts().unknown()).isEqualTo(1);
        assertThat(ledger.counts().balanced()).isFalse();
    }

    @Test
    void countsAPartOfAnUnknownSourceAsUnknown() {
        ledger.tokens(105, 0, 2);

        assertThat(ledger.counts()).isEqualTo(new LedgerCounts(0, 0, 0, 0, 0, 0, 1));
    }

    @Test
    void countsTheSameWhetherADeadLetterComesBeforeOrAfterParts() {
        ledger.source(100);
        ledger.tokens(100, 0, 3);
        ledger.tokens(100, 1, 3);
        assertThat(ledger.deadLetter(100)).isTrue();

        ledger.source(101);
        assertThat(ledger.deadLetter(101)).isTrue();
        ledger.tokens(101, 0, 3);
        ledger.tokens(101, 1, 3);

        assertThat(ledger.counts()).isEqualTo(new LedgerCounts(2, 0, 2, 0, 0, 4, 0));
    }

    @Test
    void completesNoItemFromPartsOfTwoCuts() {
        ledger.source(100);
        ledger.tokens(100, 0, 2);
        ledger.tokens(100, 1, 3);
        ledger.tokens(100, 0, 1);

        assertThat(ledger.counts()).isEqualTo(new LedgerCounts(1, 0, 0, 0, 1, 2, 0));
    }

    @Test
    void countsASecondDeadLetterAsNone() {
        ledger.source(100);

        assertThat(ledger.deadLetter(100)).isTrue();
        assertThat(ledger.deadLetter(100)).isFalse();
        assertThat(ledger.deadLetter(101)).isFalse();
    }

    @Test
    void refusesMoreOffsetsThanItCanHold() {
        assertThatThrownBy(() -> new PartitionLedger(new OffsetRange(0, 1L << 31)))
                .hasMessage("a partition of 2147483648 offsets is over the ledger's limit of 2147483647");
    }

    @Test
    void ignoresOutcomesOfSourcesOutsideItsRange() {
        ledger.tokens(99, 0, 1);
        ledger.deadLetter(12);
        ledger.tokens(200, 0, 1);

        assertThat(ledger.counts()).isEqualTo(LedgerCounts.NONE);
    }

    @Test
    void refusesAPartBeyondItsParts() {
        assertThatThrownBy(() -> ledger.tokens(100, 2, 2)).hasMessage("offset 100: part 2 of 2");
    }

    @Test
    void sumsPartitions() {
        ledger.source(100);
        LedgerCounts counts = ledger.counts();

        assertThat(counts.plus(counts).missing()).isEqualTo(2);
    }
}
