package io.tokenloom.reader.records;

import io.tokenloom.deadletter.DeadLetterHeaders;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the headers of a dead letter say.
 *
 * @param source the source record
 * @param code name of the failure code
 * @param stage where on its way the record failed
 * @param message reason, for people
 * @param operatorUid operator that refused it; empty if no header says so
 */
public record DeadLetter(RecordAddress source, String code, String stage, String message, String operatorUid) {
    /** What a record says, if it is a dead letter at all. */
    public static Optional<DeadLetter> of(ConsumerRecord<?, ?> read) {
        String source = text(read, DeadLetterHeaders.TOPIC) + "/" + text(read, DeadLetterHeaders.PARTITION) + "/"
                + text(read, DeadLetterHeaders.OFFSET);
        return RecordAddress.parse(source)
                .map(address -> new DeadLetter(
                        address,
                        text(read, DeadLetterHeaders.CODE),
                        text(read, DeadLetterHeaders.STAGE),
                        text(read, DeadLetterHeaders.MESSAGE),
                        text(read, DeadLetterHeaders.OPERATOR_UID)));
    }

    private static String text(ConsumerRecord<?, ?> read, String header) {
        return RecordHeaders.text(read, header).orElse("");
    }
}
