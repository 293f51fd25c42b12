package io.tokenloom.reader.records;

import io.tokenloom.record.SourceRef;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a record is, written {@code TOPIC/PARTITION/OFFSET}.
 *
 * @param topic topic
 * @param partition partition
 * @param offset offset
 */
public record RecordAddress(String topic, int partition, long offset) {
    private static final Pattern WRITTEN = Pattern.compile("([A-Za-z0-9._-]{1,249})/([0-9]{1,9})/([0-9]{1,18})");

    /** The address of a record that was read. */
    public static RecordAddress of(ConsumerRecord<?, ?> read) {
        return new RecordAddress(read.topic(), read.partition(), read.offset());
    }

    /** The address of the record that a token record comes from. */
    public static RecordAddress of(SourceRef source) {
        return new RecordAddress(source.getTopic(), source.getPartition(), source.getOffset());
    }

    /** The address in a text, if it is one. */
    public static Optional<RecordAddress> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new RecordAddress(
                matcher.group(1), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3))));
    }

    /** Topic and partition. */
    public TopicPartition topicPartition() {
        return new TopicPartition(topic, partition);
    }

    @Override
    public String toString() {
        return topic + "/" + partition + "/" + offset;
    }
}
