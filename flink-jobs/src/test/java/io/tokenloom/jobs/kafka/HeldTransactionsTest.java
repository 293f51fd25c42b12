package io.tokenloom.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeldTransactionsTest {
    private final HeldTransactions transactions = new HeldTransactions();

    @Test
    void holdsAnIdWhileTheNewestCompletedCheckpointNamesIt() {
        transactions.pending("a", 1);
        assertThat(transactions.finished("a", 2)).isTrue();

        assertThat(transactions.release()).isEmpty();
        assertThat(transactions.held()).containsExactly("a");
    }

    @Test
    void releasesAnIdOnceACheckpointWithoutItCompleted() {
        transactions.pending("a", 1);
        transactions.finished("a", 2);
        transactions.pending("b", 2);
        transactions.finished("b", 3);

        assertThat(transactions.release()).containsExactly("a");
        assertThat(transactions.held()).containsExactly("b");
    }

    @Test
    void doesNotTakeAFailedCheckpointForACompletedOne() {
        transactions.pending("a", 1);
        transactions.finished("a", 2);
        transactions.pending("b", 2);
        transactions.pending("c", 3);

        assertThat(transactions.release()).isEmpty();
        transactions.finished("b", 4);
        assertThat(transactions.release()).containsExactly("a");
    }

    @Test
    void doesNotHoldWhatAnotherSubtaskOwned() {
        assertThat(transactions.finished("of another subtask", 5)).isFalse();
        assertThat(transactions.held()).isEmpty();
    }

    @Test
    void releasesInTheOrderOfFinishing() {
        transactions.pending("a", 1);
        transactions.pending("b", 1);
        transactions.pending("c", 2);
        transactions.finished("b", 2);
        transactions.finished("a", 2);
        transactions.finished("c", 3);

        assertThat(transactions.release()).containsExactly("b", "a");
    }
}
