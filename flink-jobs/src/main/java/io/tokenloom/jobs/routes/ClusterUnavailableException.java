package io.tokenloom.jobs.routes;

/** The Kafka cluster did not answer a question that a job can't start without. Trying again may help. */
public final class ClusterUnavailableException extends RuntimeException {
    /** A question and why it stayed open. */
    public ClusterUnavailableException(String question, Throwable cause) {
        super(question + ": " + cause.getMessage() + ". Check bootstrap.servers and that the brokers run.", cause);
    }
}
