package io.tokenloom.jobs.kafka;

import static org.apache.kafka.clients.admin.TransactionState.COMPLETE_ABORT;
import static org.apache.kafka.clients.admin.TransactionState.COMPLETE_COMMIT;
import static org.apache.kafka.clients.admin.TransactionState.EMPTY;
import static org.apache.kafka.clients.admin.TransactionState.ONGOING;
import static org.apache.kafka.clients.admin.TransactionState.PREPARE_ABORT;
import static org.apache.kafka.clients.admin.TransactionState.PREPARE_COMMIT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionFateTest {
    private static final TransactionIdentity TRANSACTION = new TransactionIdentity("job-0-1", 7, (short) 4);

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void isCommittedWhenItsOwnEpochOrTheRaisedOneEndedInACommit(int epoch) {
        assertThat(fate(COMPLETE_COMMIT, 7, epoch)).isEqualTo(TransactionFate.COMMITTED);
        assertThat(fate(PREPARE_COMMIT, 7, epoch)).isEqualTo(TransactionFate.COMMITTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void isAbortedWhenItsOwnEpochOrTheRaisedOneEndedInAnAbort(int epoch) {
        assertThat(fate(COMPLETE_ABORT, 7, epoch)).isEqualTo(TransactionFate.ABORTED);
        assertThat(fate(PREPARE_ABORT, 7, epoch)).isEqualTo(TransactionFate.ABORTED);
    }

    @Test
    void isUnknownWhenALaterTransactionUsedTheId() {
        assertThat(fate(COMPLETE_COMMIT, 7, 6)).isEqualTo(TransactionFate.UNKNOWN);
        assertThat(fate(ONGOING, 7, 6)).isEqualTo(TransactionFate.UNKNOWN);
        assertThat(fate(EMPTY, 7, 5)).isEqualTo(TransactionFate.UNKNOWN);
    }

    @Test
    void isUnknownWhenAnotherProducerHasTheId() {
        assertThat(fate(COMPLETE_COMMIT, 8, 4)).isEqualTo(TransactionFate.UNKNOWN);
        assertThat(fate(COMPLETE_COMMIT, 8, 0)).isEqualTo(TransactionFate.UNKNOWN);
    }

    @Test
    void isUnknownWhenAnEarlierEpochIsShown() {
        assertThat(fate(COMPLETE_COMMIT, 7, 3)).isEqualTo(TransactionFate.UNKNOWN);
    }

    @Test
    void followsTheNewProducerIdAfterTheLastEpoch() {
        TransactionIdentity last = new TransactionIdentity("job-0-1", 7, (short) (Short.MAX_VALUE - 1));

        assertThat(TransactionFate.judge(last, description(COMPLETE_COMMIT, 8, 0)))
                .isEqualTo(TransactionFate.COMMITTED);
        assertThat(TransactionFate.judge(last, description(COMPLETE_ABORT, 8, 0)))
                .isEqualTo(TransactionFate.ABORTED);
        assertThat(TransactionFate.judge(last, description(COMPLETE_COMMIT, 8, 1)))
                .isEqualTo(TransactionFate.UNKNOWN);
    }

    private static TransactionFate fate(TransactionState state, long producerId, int epoch) {
        return TransactionFate.judge(TRANSACTION, description(state, producerId, epoch));
    }

    private static TransactionDescription description(TransactionState state, long producerId, int epoch) {
        return new TransactionDescription(0, state, producerId, epoch, 60_000, OptionalLong.empty(), Set.of());
    }
}
