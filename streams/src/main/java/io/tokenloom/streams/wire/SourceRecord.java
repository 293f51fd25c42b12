package io.tokenloom.streams.wire;

import org.apache.kafka.common.header.Headers;

/**
 * A record as an app read it from one of its inputs.
 *
 * @param topic input topic
 * @param partition its partition
 * @param offset its offset
 * @param timestamp Kafka's, milliseconds
 * @param key null where there is none
 * @param value null for a tombstone
 * @param headers as they were
 */
@SuppressWarnings("ArrayRecordComponent")
public record SourceRecord(
        String topic, int partition, long offset, long timestamp, byte[] key, byte[] value, Headers headers) {}
