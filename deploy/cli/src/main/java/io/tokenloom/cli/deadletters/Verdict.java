package io.tokenloom.cli.deadletters;

import org.apache.kafka.clients.producer.ProducerRecord;

/** What is to be done with a selected dead letter. */
sealed interface Verdict {
    /** The dead letter. */
    Letter letter();

    /**
     * It can be sent.
     *
     * @param record the source record, with its count of replays
     * @param replay that count
     */
    record Ready(Letter letter, ProducerRecord<byte[], byte[]> record, int replay) implements Verdict {
        /** Bytes of the value. */
        long bytes() {
            return record.value() == null ? 0 : record.value().length;
        }
    }

    /** Its source record was sent before. */
    record Done(Letter letter) implements Verdict {}

    /**
     * It is not sent.
     *
     * @param why cause and mend
     */
    record Refused(Letter letter, String why) implements Verdict {}
}
