package io.tokenloom.jobs.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/** Asks the transaction coordinator. Needs the right Describe on the transactional id. */
final class CoordinatorWitness implements TransactionWitness {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Admin admin;

    /** Connects with the producer's settings when first asked about something. */
    CoordinatorWitness(Properties producerSettings) {
        admin = Admin.create(producerSettings);
    }

    @Override
    public Testimony ask(TransactionIdentity transaction) throws IOException, InterruptedException {
        try {
            TransactionDescription coordinator = admin.describeTransactions(List.of(transaction.transactionalId()))
                    .description(transaction.transactionalId())
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return new Testimony(
                    TransactionFate.judge(transaction, coordinator),
                    "the coordinator shows " + coordinator.state() + " for producer id " + coordinator.producerId()
                            + ", epoch " + coordinator.producerEpoch());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TransactionalIdNotFoundException) {
                return new Testimony(TransactionFate.UNKNOWN, "the coordinator no longer knows the id");
            }
            throw new IOException("the coordinator could not describe " + transaction, e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("the coordinator did not describe " + transaction + " within " + PATIENCE, e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
