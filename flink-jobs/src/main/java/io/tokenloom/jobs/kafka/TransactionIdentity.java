package io.tokenloom.jobs.kafka;

import java.util.Objects;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;

/**
 * One transaction as the producer that wrote it knows it. Immutable.
 *
 * @param transactionalId id that the coordinator keeps state under; used again by later transactions
 * @param producerId id that the coordinator gave the producer
 * @param epoch epoch of the producer while it wrote this transaction
 */
record TransactionIdentity(String transactionalId, long producerId, short epoch) {
    TransactionIdentity {
        Objects.requireNonNull(transactionalId, "transactionalId");
    }

    static TransactionIdentity of(KafkaCommittable committable) {
        return new TransactionIdentity(
                committable.getTransactionalId(), committable.getProducerId(), committable.getEpoch());
    }
}
