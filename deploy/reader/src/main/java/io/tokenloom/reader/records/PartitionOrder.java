package io.tokenloom.reader.records;

import java.util.Comparator;
import org.apache.kafka.common.TopicPartition;

/** Orders of partitions. */
final class PartitionOrder {
    /** By topic, then by number, as people read them. */
    static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private PartitionOrder() {}
}
