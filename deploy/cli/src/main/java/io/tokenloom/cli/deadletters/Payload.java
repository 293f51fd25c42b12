package io.tokenloom.cli.deadletters;

import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.RecordHeaders;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The value that a source record had. */
sealed interface Payload {
    /** It is known; null for a tombstone. */
    @SuppressWarnings("ArrayRecordComponent")
    record Known(byte[] value) implements Payload {}

    /**
     * It can't be had.
     *
     * @param why cause and mend
     */
    record Gone(String why) implements Payload {}

    /** Of the dead letter itself, or of its source record where the dead letter could not hold it. */
    static Payload of(Letter letter, CommittedRecords records) {
        if (!letter.payloadOmitted()) {
            return new Known(letter.read().value());
        }
        Optional<ConsumerRecord<byte[], byte[]>> source = records.at(letter.source());
        if (source.isEmpty()) {
            return new Gone("its value of " + letter.payloadBytes()
                    + " bytes was too large for the dead-letter topic, and retention has removed the source record."
                    + " Send that item to its source topic again.");
        }
        byte[] value = source.get().value();
        Optional<String> digest = RecordHeaders.text(letter.read(), DeadLetterHeaders.PAYLOAD_SHA256);
        if (value == null || digest.stream().noneMatch(sha256(value)::equals)) {
            return new Gone("its value was too large for the dead-letter topic, and the record that lies at its source"
                    + " address now has another digest, so the topic was made anew. Send that item to it again.");
        }
        return new Known(value);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
