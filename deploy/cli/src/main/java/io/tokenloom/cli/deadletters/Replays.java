package io.tokenloom.cli.deadletters;

import io.tokenloom.cli.CommandException;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.topics.TopicSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which source records were replayed, as {@link #TOPIC} says. Every replayed record is committed in one transaction with
 * an entry there, so that what a run has sent no other run sends again, whatever each of them selects; offsets of a
 * consumer group could only say that all up to some record were.
 *
 * <p>The key is the source record's address and not the dead letter's: one source record has several dead letters where
 * several routes read it or where its job went back to an earlier checkpoint, and it is to be sent once. A record that
 * fails again after its replay has an address of its own, and so has an entry of its own.
 *
 * <p>Memory: some 300 bytes for each entry that was ever written. Immutable, thread-safe.
 */
final class Replays {
    /** Compacted, so an entry outlives the dead letter that it is of. */
    static final TopicSpec TOPIC = new TopicSpec(
            "tokens.replays.v1", "address of the source record", 1, new TopicSpec.Cleanup.Compaction(), 1024 * 1024);

    private static final Replays NONE = new Replays(Map.of());

    private final Map<RecordAddress, Replayed> entries;

    private Replays(Map<RecordAddress, Replayed> entries) {
        this.entries = Map.copyOf(entries);
    }

    /** Nothing was replayed yet, or it shall not matter. */
    static Replays none() {
        return NONE;
    }

    /**
     * All that is committed; a topic that is not there has nothing.
     *
     * @throws CommandException "failed" if the topic holds what this program did not write
     */
    static Replays read(CommittedRecords records) {
        Map<RecordAddress, Replayed> entries = new HashMap<>();
        records.visit(records.ranges(TOPIC.name()), read -> {
            Optional<RecordAddress> source = RecordAddress.parse(
                    new String(read.key() == null ? new byte[0] : read.key(), StandardCharsets.UTF_8));
            try {
                if (read.value() == null) {
                    source.ifPresent(entries::remove);
                } else {
                    entries.put(source.orElseThrow(() -> new IOException("no address")), Replayed.ofJson(read.value()));
                }
            } catch (IOException e) {
                throw CommandException.failed(
                        RecordAddress.of(read) + " is no entry of this program. Delete that record, and keep other"
                                + " programs from writing to " + TOPIC.name() + ".",
                        e);
            }
        });
        return new Replays(entries);
    }

    /**
     * How the source record of this dead letter was replayed, if it was. A topic that was deleted and made anew has other
     * records at the same addresses; their timestamps tell them apart.
     */
    Optional<Replayed> of(Letter letter) {
        return Optional.ofNullable(entries.get(letter.source()))
                .filter(replayed -> replayed.timestamp() == letter.timestamp());
    }
}
