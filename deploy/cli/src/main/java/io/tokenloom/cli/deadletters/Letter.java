package io.tokenloom.cli.deadletters;

import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.reader.records.DeadLetter;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.reader.records.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A dead letter as it lies on its topic.
 *
 * @param read the record
 * @param says what its headers say
 */
record Letter(ConsumerRecord<byte[], byte[]> read, DeadLetter says) {
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");
    private static final Pattern MILLISECONDS = Pattern.compile("-?[0-9]{1,18}");

    /** The dead letter in a record, if it is one. */
    static Optional<Letter> of(ConsumerRecord<byte[], byte[]> read) {
        return DeadLetter.of(read).map(says -> new Letter(read, says));
    }

    /** Where it lies. */
    RecordAddress address() {
        return RecordAddress.of(read);
    }

    /** Where its source record was, or is. */
    RecordAddress source() {
        return says.source();
    }

    /** Failure code, or class of the exception where another app wrote it. */
    String reason() {
        return says.reason();
    }

    /** Kafka timestamp of the source record in milliseconds; a dead letter without the header has the same itself. */
    long timestamp() {
        return RecordHeaders.text(read, DeadLetterHeaders.TIMESTAMP)
                .filter(text -> MILLISECONDS.matcher(text).matches())
                .map(Long::parseLong)
                .orElse(read.timestamp());
    }

    /** The same for people and comparisons. */
    Instant time() {
        return Instant.ofEpochMilli(timestamp());
    }

    /** The key as text, if there is one. */
    Optional<String> key() {
        return Optional.ofNullable(read.key()).map(key -> new String(key, StandardCharsets.UTF_8));
    }

    /** How often its source record was replayed before it failed this time; empty if the header is no number. */
    OptionalInt replays() {
        String text = RecordHeaders.text(read, DeadLetterHeaders.REPLAY).orElse("0");
        return COUNT.matcher(text).matches() ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    /** Whether the value was too large for the dead-letter topic. */
    boolean payloadOmitted() {
        return RecordHeaders.text(read, DeadLetterHeaders.PAYLOAD_OMITTED)
                .filter("true"::equals)
                .isPresent();
    }

    /** Bytes of the source value, as far as it is known. */
    String payloadBytes() {
        int here = read.value() == null ? 0 : read.value().length;
        return RecordHeaders.text(read, DeadLetterHeaders.PAYLOAD_BYTES).orElse(Integer.toString(here));
    }
}
