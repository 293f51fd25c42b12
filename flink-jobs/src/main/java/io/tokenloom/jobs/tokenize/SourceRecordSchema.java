package io.tokenloom.jobs.tokenize;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Takes Kafka records as they are. Never fails. */
public final class SourceRecordSchema implements KafkaRecordDeserializationSchema<SourceRecord> {
    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> read, Collector<SourceRecord> out) {
        List<HeaderField> headers = new ArrayList<>();
        for (Header header : read.headers()) {
            headers.add(new HeaderField(header.key(), header.value()));
        }
        out.collect(new SourceRecord(
                read.topic(), read.partition(), read.offset(), read.timestamp(), read.key(), read.value(), headers));
    }

    @Override
    public TypeInformation<SourceRecord> getProducedType() {
        return TypeInformation.of(SourceRecord.class);
    }
}
