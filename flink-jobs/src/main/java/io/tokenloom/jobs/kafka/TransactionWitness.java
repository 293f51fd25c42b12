package io.tokenloom.jobs.kafka;

import java.io.IOException;

/** Knows what became of transactions. Not thread-safe. */
interface TransactionWitness extends AutoCloseable {

    /**
     * What became of the transaction, in words for the log.
     *
     * @throws IOException if it can't be asked now
     * @throws InterruptedException if interrupted while waiting
     */
    Testimony ask(TransactionIdentity transaction) throws IOException, InterruptedException;

    @Override
    void close();

    /** A fate and what was seen. */
    record Testimony(TransactionFate fate, String seen) {}
}
