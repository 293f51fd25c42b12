package io.tokenloom.reader.records;

import io.tokenloom.connection.Connections;
import io.tokenloom.reader.ReaderException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Tells failures of Kafka's clients in the reader's words.
 *
 * @param connections the cluster that is asked
 */
record ClientFailures(Connections connections) {
    /**
     * The answer.
     *
     * @throws ReaderException "unreachable" if no broker answers, "failed" if one refuses
     */
    <R> R telling(Supplier<R> question) {
        try {
            return question.get();
        } catch (InvalidOffsetException e) {
            throw ReaderException.failed(
                    "records of " + e.partitions() + " were removed by retention while they were read. Run it again.",
                    e);
        } catch (InterruptException e) {
            throw ReaderException.failed("interrupted", e);
        } catch (RetriableException e) {
            throw ReaderException.unreachable(connections, e);
        } catch (AuthenticationException e) {
            throw ReaderException.notLetIn(connections, e);
        } catch (KafkaException e) {
            // A client that can't be made says why in the cause.
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw ReaderException.failed(
                    "Kafka at " + connections.bootstrapServers() + " can't be read: " + reason.getMessage(), e);
        }
    }
}
