package io.tokenloom.jobs.kafka;

import java.io.IOException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * The records of a completed checkpoint are not, or not provably, in Kafka. Fails the job for
 * good: a restart would ask for the same commit again, and hide the loss behind an endless loop.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
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
