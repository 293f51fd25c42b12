package io.tokenloom.cli.deadletters;

import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.deadletter.StreamsErrorHeaders;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.RecordAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Decides what becomes of each selected dead letter of one run. The record that is sent has the source record's key, value
 * and headers as they were; its timestamp, so that event time stays right; and its partition, so that the order of a key
 * holds: dead letters of a key are in the order in which they failed, and nobody's partitioner is asked again. What is new
 * is its address, and {@link DeadLetterHeaders#REPLAY}.
 *
 * <p>Memory: some 100 bytes for each source record of the run. Not thread-safe.
 */
final class ReplayPlan {
    private final CommittedRecords records;
    private final SourceTopics topics;
    private final Replays earlier;
    private final int most;
    private final Set<RecordAddress> met = new HashSet<>();

    /**
     * A plan for one run.
     *
     * @param earlier what is not to be sent again
     * @param most replays of one record, after which it is not sent any more
     */
    ReplayPlan(CommittedRecords records, SourceTopics topics, Replays earlier, int most) {
        this.records = records;
        this.topics = topics;
        this.earlier = earlier;
        this.most = most;
    }

    /** What is to be done with the next one. */
    Verdict of(Letter letter) {
        if (earlier.of(letter).isPresent() || !met.add(letter.source())) {
            return new Verdict.Done(letter);
        }
        OptionalInt replays = letter.replays();
        if (replays.isEmpty()) {
            return new Verdict.Refused(
                    letter,
                    "its header " + DeadLetterHeaders.REPLAY + " is no number, so it may have gone round for ever. Find"
                            + " out who wrote it, and send the item anew.");
        }
        if (replays.getAsInt() >= most) {
            return new Verdict.Refused(
                    letter,
                    "it was replayed " + replays.getAsInt() + " times and failed again each time. Mend the cause, then"
                            + " allow one more with --most " + (replays.getAsInt() + 1) + ".");
        }
        Optional<String> obstacle = topics.obstacle(letter.source());
        if (obstacle.isPresent()) {
            return new Verdict.Refused(letter, obstacle.get());
        }
        Payload payload = Payload.of(letter, records);
        if (payload instanceof Payload.Gone gone) {
            return new Verdict.Refused(letter, gone.why());
        }
        int replay = replays.getAsInt() + 1;
        return new Verdict.Ready(letter, record(letter, ((Payload.Known) payload).value(), replay), replay);
    }

    private static ProducerRecord<byte[], byte[]> record(Letter letter, byte[] value, int replay) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : letter.read().headers()) {
            if (!header.key().startsWith(DeadLetterHeaders.PREFIX)
                    && !header.key().startsWith(StreamsErrorHeaders.PREFIX)) {
                headers.add(header);
            }
        }
        headers.add(DeadLetterHeaders.REPLAY, Integer.toString(replay).getBytes(StandardCharsets.UTF_8));
        RecordAddress source = letter.source();
        // A record of before Kafka had timestamps has none, and can't be given none.
        Long timestamp = letter.timestamp() < 0 ? null : Long.valueOf(letter.timestamp());
        return new ProducerRecord<>(
                source.topic(), source.partition(), timestamp, letter.read().key(), value, headers);
    }
}
