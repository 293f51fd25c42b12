package io.tokenloom.jobs.kafka;

import org.apache.kafka.clients.admin.TransactionDescription;

/** What became of a transaction, as far as its coordinator can tell. */
enum TransactionFate {
    /** Its records are, or are about to be, visible to read_committed consumers. */
    COMMITTED,
    /** Its records are gone for read_committed consumers. */
    ABORTED,
    /** The coordinator's state is of another transaction under the same id, so it proves nothing about this one. */
    UNKNOWN;

    /** The last epoch that a coordinator hands out; ending a transaction then gives a new producer id, epoch 0. */
    private static final short LAST_EPOCH = Short.MAX_VALUE - 1;

    /**
     * Judges by the coordinator's present state.
     *
     * <p>The state is about this transaction only if nothing began under the id since it ended. Ending keeps the epoch
     * (older protocol) or raises it by one (KIP-890), and beginning anew raises it once more; so the same epoch or the
     * next one is this transaction's end and anything later is not.
     */
    static TransactionFate judge(TransactionIdentity transaction, TransactionDescription coordinator) {
        if (!describesItsEnd(transaction, coordinator)) {
            return UNKNOWN;
        }
        return switch (coordinator.state()) {
            case COMPLETE_COMMIT, PREPARE_COMMIT -> COMMITTED;
            case COMPLETE_ABORT, PREPARE_ABORT, PREPARE_EPOCH_FENCE -> ABORTED;
            default -> UNKNOWN;
        };
    }

    private static boolean describesItsEnd(TransactionIdentity transaction, TransactionDescription coordinator) {
        if (coordinator.producerId() == transaction.producerId()) {
            int raised = coordinator.producerEpoch() - transaction.epoch();
            return raised == 0 || raised == 1;
        }
        return transaction.epoch() >= LAST_EPOCH && coordinator.producerEpoch() == 0;
    }
}
