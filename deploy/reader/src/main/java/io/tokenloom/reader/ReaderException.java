package io.tokenloom.reader;

import io.tokenloom.connection.Connections;
import io.tokenloom.connection.KafkaFailures;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import org.apache.kafka.common.errors.AuthenticationException;

/** Reading can't go on. The message is for people: what was asked for, why it can't be had, and the mend. */
public final class ReaderException extends RuntimeException {
    /** What kind of failure it is, for programs. */
    public enum Kind {
        /** What was asked for is not there, or the settings are wrong: asking again gives the same. */
        REQUEST,
        /** Kafka or the registry does not answer: trying again may help. */
        UNREACHABLE,
        /** What was read can't be used, or went away while it was read. */
        FAILED
    }

    private final Kind kind;

    private ReaderException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Of kind {@link Kind#REQUEST}. */
    public static ReaderException request(String message, Throwable cause) {
        return new ReaderException(Kind.REQUEST, message, cause);
    }

    /** Of kind {@link Kind#UNREACHABLE}. */
    public static ReaderException unreachable(String message, Throwable cause) {
        return new ReaderException(Kind.UNREACHABLE, message, cause);
    }

    /** Of kind {@link Kind#UNREACHABLE}: Kafka does not answer. */
    public static ReaderException unreachable(Connections connections, Throwable cause) {
        return unreachable(
                "Kafka at " + connections.bootstrapServers() + " can't be reached: " + cause.getMessage()
                        + ". Start it, or mend bootstrap.servers in the connections.",
                cause);
    }

    /** Of kind {@link Kind#UNREACHABLE}: Kafka refuses the log-in, or is not trusted. */
    public static ReaderException notLetIn(Connections connections, AuthenticationException refusal) {
        return unreachable(
                "Kafka at " + connections.bootstrapServers() + " did not let this client in: "
                        + KafkaFailures.explain(refusal),
                refusal);
    }

    /** Of kind {@link Kind#FAILED}. */
    public static ReaderException failed(String message) {
        return new ReaderException(Kind.FAILED, message, null);
    }

    /** Of kind {@link Kind#FAILED}. */
    public static ReaderException failed(String message, Throwable cause) {
        return new ReaderException(Kind.FAILED, message, cause);
    }

    /**
     * Why a record can't be read.
     *
     * @param failed what a message begins with where it is the record's fault and not the registry's
     */
    public static ReaderException unreadable(String failed, TokenizationException e) {
        return e.code() == FailureCode.SCHEMA_UNAVAILABLE
                ? unreachable(e.getMessage(), e)
                : failed(failed + ": " + e.getMessage(), e);
    }

    /** What kind of failure it is. */
    public Kind kind() {
        return kind;
    }
}
