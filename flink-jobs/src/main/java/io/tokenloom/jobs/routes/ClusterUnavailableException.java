package io.tokenloom.jobs.routes;

import io.tokenloom.connection.KafkaFailures;

/** The Kafka cluster did not answer a question that a job can't start without. Trying again may help. */
public final class ClusterUnavailableException extends RuntimeException {
    /** A question and why it stayed open. */
    public ClusterUnavailableException(String question, Throwable cause) {
        super(question + ": " + KafkaFailures.explain(cause), cause);
    }
}
