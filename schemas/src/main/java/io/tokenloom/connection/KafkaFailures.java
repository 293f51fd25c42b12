package io.tokenloom.connection;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Failures of Kafka's clients in words. Thread-safe: stateless. */
public final class KafkaFailures {
    private KafkaFailures() {}

    /** Why Kafka's client failed, as it says so itself and as the failure below it does, and what may mend it. */
    public static String explain(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = failure.getMessage();
        if (root != failure && root.getMessage() != null) {
            reason += " (" + root.getMessage() + ")";
        }
        return reason + (reason.endsWith(".") ? " " : ". ") + mend(failure);
    }

    private static String mend(Throwable failure) {
        if (failure instanceof SslAuthenticationException) {
            return "Check the settings ssl.*: the client must trust the brokers' certificate, which must name their"
                    + " addresses.";
        }
        if (failure instanceof AuthenticationException) {
            return "Check sasl.mechanism, and user and password in sasl.jaas.config.";
        }
        return "Check bootstrap.servers, security.protocol, and that the brokers run.";
    }
}
