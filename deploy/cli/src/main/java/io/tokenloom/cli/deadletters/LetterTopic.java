package io.tokenloom.cli.deadletters;

import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.OffsetRange;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * The committed records of a dead-letter topic at the time of the call. A record that comes meanwhile, as a replayed one
 * that fails again, is not among them. Failures are those of {@link CommittedRecords}.
 *
 * @param records of the cluster
 * @param name of the topic
 */
record LetterTopic(CommittedRecords records, String name) {
    /**
     * What was met.
     *
     * @param letters dead letters
     * @param selected those that were selected
     * @param strays records that name no source record, so they are no dead letters
     */
    record Seen(long letters, long selected, long strays) {
        private static final Seen NOTHING = new Seen(0, 0, 0);

        private Seen with(Optional<Letter> letter, Selection selection) {
            if (letter.isEmpty()) {
                return new Seen(letters, selected, strays + 1);
            }
            return new Seen(letters + 1, selected + (selection.has(letter.get()) ? 1 : 0), strays);
        }
    }

    /** Hands on those that are selected, a partition's in order, until {@code goOn} says no. */
    Seen visitWhile(Selection selection, Predicate<Letter> goOn) {
        Map<TopicPartition, OffsetRange> ranges = records.rangesOfExisting(name);
        Seen[] seen = {Seen.NOTHING};
        records.visitWhile(ranges, read -> {
            Optional<Letter> letter = Letter.of(read);
            seen[0] = seen[0].with(letter, selection);
            return letter.filter(selection::has).map(goOn::test).orElse(true);
        });
        return seen[0];
    }
}
