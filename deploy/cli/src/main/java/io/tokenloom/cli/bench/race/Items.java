package io.tokenloom.cli.bench.race;

import org.apache.kafka.clients.producer.ProducerRecord;

/** An endless sequence of items to send, the same at every run. */
public interface Items {
    /** The content of a number, from 0. */
    byte[] content(long number);

    /**
     * The record of a content, as {@code tokenloom ingest} sends it.
     *
     * @param partitions how many the topic has
     * @param timestamp of the record in milliseconds; null for the time of sending
     */
    ProducerRecord<byte[], byte[]> record(String topic, int partitions, long number, Long timestamp, byte[] content);
}
