package io.tokenloom.jobs.tokenize;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Makes Kafka records, on a fixed list of topics: pooled transactions need to know all of them beforehand.
 *
 * <p>Records with a key go where Kafka's own partitioner puts the key. Those without follow the partition of their
 * source, so that the order within a source partition is kept and a replay puts them in the same place.
 */
public final class SinkRecordSchema implements KafkaRecordSerializationSchema<SinkRecord>, KafkaDatasetFacetProvider {
    private final List<String> topics;

    /** @param topics every one that is written */
    public SinkRecordSchema(Collection<String> topics) {
        this.topics = List.copyOf(topics);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(SinkRecord item, KafkaSinkContext context, Long timestamp) {
        List<Header> headers = new ArrayList<>(item.headers().size());
        for (HeaderField field : item.headers()) {
            headers.add(new RecordHeader(field.name(), field.value()));
        }
        Integer partition = item.key() == null
                ? Integer.valueOf(item.sourcePartition() % context.getPartitionsForTopic(item.topic()).length)
                : null;
        Long time = item.timestamp() < 0 ? null : Long.valueOf(item.timestamp());
        return new ProducerRecord<>(item.topic(), partition, time, item.key(), item.value(), headers);
    }

    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(
                new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(topics), new Properties()));
    }
}
