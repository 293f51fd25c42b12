package io.tokenloom.jobs.tokenize;

import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * A new partition is read from its first record; a position that the broker no longer has fails the job. The
 * connector's own {@code earliest()} would let the consumer jump in silence over records that retention deleted, or back
 * to the start of a topic that was made anew.
 */
@SuppressWarnings("deprecation") // the connector's interface names a class that Kafka 4 deprecates
final class EarliestWithoutReset implements OffsetsInitializer {
    private final OffsetsInitializer earliest = OffsetsInitializer.earliest();

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
        return earliest.getPartitionOffsets(partitions, retriever);
    }

    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.NONE;
    }
}
