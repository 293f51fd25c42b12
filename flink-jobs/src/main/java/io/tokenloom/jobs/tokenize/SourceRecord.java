package io.tokenloom.jobs.tokenize;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A record as it lies on a source topic, nothing decoded: whatever is wrong with it is found by an operator, which can
 * make a dead letter, and never by the source, which could only stop.
 *
 * @param topic source topic
 * @param partition source partition
 * @param offset source offset
 * @param timestamp Kafka timestamp in milliseconds, negative where there is none
 * @param key key bytes, may be null
 * @param value value bytes, null for a tombstone
 * @param headers in their order
 */
public record SourceRecord(
        String topic, int partition, long offset, long timestamp, byte[] key, byte[] value, List<HeaderField> headers) {

    /** {@code topic/partition/offset}. */
    public String address() {
        return topic + "/" + partition + "/" + offset;
    }

    /** The last header of this name as text; empty where there is none or it has no value. */
    public Optional<String> header(String name) {
        for (int i = headers.size() - 1; i >= 0; i--) {
            HeaderField field = headers.get(i);
            if (field.name().equals(name) && field.value() != null) {
                return Optional.of(new String(field.value(), StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return address();
    }
}
