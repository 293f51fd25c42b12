package io.tokenloom.jobs.archive;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * A job without state goes on where the archive ends, and at the first record of a partition that the archive does not
 * know. A position that the broker no longer has fails the job: there would be a hole.
 */
@SuppressWarnings("deprecation") // the connector's interface names a class that Kafka 4 deprecates
final class ArchivedOffsets implements OffsetsInitializer {
    private final PlannedArchive.Offsets archived;
    private final OffsetsInitializer earliest = OffsetsInitializer.earliest();

    ArchivedOffsets(PlannedArchive.Offsets archived) {
        this.archived = archived;
    }

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        List<TopicPartition> unknown =
                partitions.stream().filter(partition -> next(partition) < 0).toList();
        if (!unknown.isEmpty()) {
            offsets.putAll(earliest.getPartitionOffsets(unknown, retriever));
        }
        partitions.stream()
                .filter(partition -> next(partition) >= 0)
                .forEach(partition -> offsets.put(partition, next(partition)));
        return offsets;
    }

    private long next(TopicPartition partition) {
        return partition.partition() < archived.next().length ? archived.next()[partition.partition()] : -1;
    }

    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.NONE;
    }
}
