package io.tokenloom.jobs.tokenize;

import java.util.List;

/**
 * A record on its way to a topic: tokens, a dead letter, or a tombstone that is passed on. A record type that Flink
 * serializes field by field, for it crosses from the operators of several routes to their common sink.
 *
 * @param topic target topic
 * @param sourcePartition partition of the source record, which chooses the target partition where there is no key
 * @param timestamp Kafka timestamp of the source record in milliseconds, negative where it has none
 * @param key key bytes of the source record, may be null
 * @param value value bytes, null for a tombstone
 * @param headers in their order
 */
public record SinkRecord(
        String topic, int sourcePartition, long timestamp, byte[] key, byte[] value, List<HeaderField> headers) {
    @Override
    public String toString() {
        return "SinkRecord[" + topic + "]";
    }
}
