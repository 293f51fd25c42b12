package io.tokenloom.jobs.kafka;

import java.io.IOException;

/** The records of a completed checkpoint are not, or not provably, in Kafka. Fails the job; a restart does not mend it. */
public final class LostTransactionException extends IOException {
    LostTransactionException(TransactionIdentity transaction, String seen, Throwable cause) {
        super(
                "Kafka refused to commit the transaction of a completed checkpoint (id " + transaction.transactionalId()
                        + ", producer id " + transaction.producerId() + ", epoch " + transaction.epoch() + "), and "
                        + seen + ". Its records may be lost, so the job stops here. Start it again from a checkpoint"
                        + " or savepoint before this one, or without state, and check the ledger; raise"
                        + " delivery.transactionTimeout if a restart took longer than it.",
                cause);
    }
}
