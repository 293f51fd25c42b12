package io.tokenloom.reader.records;

import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.deadletter.StreamsErrorHeaders;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the headers of a dead letter say: ours, or where there are none those of Kafka Streams, which has neither codes nor
 * stages.
 *
 * @param source the source record
 * @param code name of the failure code; empty if no header says so
 * @param stage where on its way the record failed; empty if no header says so
 * @param message reason, for people
 * @param operatorUid operator that refused it; empty if no header says so
 * @param exceptionClass class of the exception; empty if no header says so
 */
public record DeadLetter(
        RecordAddress source, String code, String stage, String message, String operatorUid, String exceptionClass) {
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
                        text(read, DeadLetterHeaders.OPERATOR_UID),
                        text(read, DeadLetterHeaders.EXCEPTION_CLASS)));
    }

    /** What dead letters are told apart by: the code, or of those of other apps the simple name of the exception. */
    public String reason() {
        return code.isEmpty() ? exceptionClass.substring(exceptionClass.lastIndexOf('.') + 1) : code;
    }

    private static String text(ConsumerRecord<?, ?> read, String header) {
        return RecordHeaders.text(read, header)
                .or(() -> StreamsErrorHeaders.nameOf(header).flatMap(theirs -> RecordHeaders.text(read, theirs)))
                .orElse("");
    }
}
