package io.tokenloom.jobs.kafka;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.util.FlinkRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns "failed with known reason", which Flink only logs, into either "already committed" or a failure of the job. */
final class GuardedRequest implements CommitRequest<KafkaCommittable> {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedRequest.class);

    private final CommitRequest<KafkaCommittable> request;
    private final TransactionWitness witness;

    GuardedRequest(CommitRequest<KafkaCommittable> request, TransactionWitness witness) {
        this.request = request;
        this.witness = witness;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
        TransactionIdentity transaction = TransactionIdentity.of(request.getCommittable());
        TransactionWitness.Testimony testimony;
        try {
            testimony = ask(transaction);
        } catch (IOException e) {
            // Not known yet, so a restart, which asks again, is the way to know.
            e.addSuppressed(reason);
            request.signalFailedWithUnknownReason(e);
            return;
        }
        if (testimony.fate() == TransactionFate.COMMITTED) {
            LOG.info("Transaction {} was committed before: {}.", transaction, testimony.seen());
            request.signalAlreadyCommitted();
        } else {
            request.signalFailedWithUnknownReason(new LostTransactionException(transaction, testimony.seen(), reason));
        }
    }

    private TransactionWitness.Testimony ask(TransactionIdentity transaction) throws IOException {
        try {
            return witness.ask(transaction);
        } catch (InterruptedException e) {
            // The request must not end here as handled: the restarted job asks again.
            Thread.currentThread().interrupt();
            throw new FlinkRuntimeException("interrupted while asking what became of " + transaction, e);
        }
    }

    @Override
    public KafkaCommittable getCommittable() {
        return request.getCommittable();
    }

    @Override
    public int getNumberOfRetries() {
        return request.getNumberOfRetries();
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
        request.signalFailedWithUnknownReason(reason);
    }

    @Override
    public void retryLater() {
        request.retryLater();
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable committable) {
        request.updateAndRetryLater(committable);
    }

    @Override
    public void signalAlreadyCommitted() {
        request.signalAlreadyCommitted();
    }

    @Override
    public String toString() {
        return request.toString();
    }
}
